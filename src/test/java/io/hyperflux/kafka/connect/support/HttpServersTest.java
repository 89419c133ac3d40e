package io.hyperflux.kafka.connect.support;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class HttpServersTest {
  @Test
  void areMadeHereAlone() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(HttpServers.class.getName())
        .should()
        .callMethodWhere(
            target(name("create"))
                .and(target(owner(JavaClass.Predicates.assignableTo(HttpServer.class)))))
        .check(new ClassFileImporter().importPackages("io.hyperflux.kafka.connect"));
  }
}
