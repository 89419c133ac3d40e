package io.hyperflux.kafka.connect;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How long the methods of source files are, by javac's own reading of them. */
final class Methods {
  private Methods() {}

  /** By {@code <file>: <method>}: how many lines it has, its Javadoc left out. */
  static Map<String, Long> lines(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, Long> lines = new TreeMap<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask javac =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(javac).getSourcePositions();
      for (CompilationUnitTree file : javac.parse()) {
        new TreePathScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            long first = line(positions.getStartPosition(file, method));
            long last = line(positions.getEndPosition(file, method));
            lines.put(
                Path.of(file.getSourceFile().getName()).getFileName() + ": " + method.getName(),
                last - first + 1);
            return super.visitMethod(method, null);
          }

          private long line(long position) {
            return file.getLineMap().getLineNumber(position);
          }
        }.scan(file, null);
      }
    }
    return lines;
  }
}
