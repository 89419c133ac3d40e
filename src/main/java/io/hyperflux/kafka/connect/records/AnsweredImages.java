package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.api.json.GeneratedImages;
import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.requests.Listing;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the images out of the answers to look-ups of one listing, and counts those that can't be
 * used.
 */
final class AnsweredImages {
  private static final Logger LOG = LoggerFactory.getLogger(AnsweredImages.class);

  private final Listing listing;
  private boolean toldLeftOut;

  AnsweredImages(Listing listing) {
    this.listing = listing;
  }

  /**
   * The images for the record of a completed task.
   *
   * @param at when the answer was read
   */
  LookedUpImages of(LookupAnswer answer, Instant at) {
    GeneratedImages images = answer.images();
    int leftOut = images.unusableUrls() + (images.hasOddFlags() ? 1 : 0);
    if (leftOut > 0) {
      listing.counters().lookups().imagesLeftOut(leftOut);
      if (!toldLeftOut) {
        toldLeftOut = true;
        LOG.warn(
            "A look-up below {} has image URLs or flags that can't be used: they are left out of the"
                + " record. Metric unusable-images counts them from now on",
            listing.path());
      }
    }
    return LookedUpImages.of(answer, at);
  }
}
