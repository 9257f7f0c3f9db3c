package org.robustness4j.internal.gate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether all tests of a build were run, or some of them alone: then that others have no result is no news.
 *
 * @param partialBecause what says that only some were run, for people; null if all were
 */
public record Extent(@Nullable String partialBecause) {

    /** All tests were run. */
    public static final Extent WHOLE = new Extent(null);

    /** Why the run was partial, if it was. */
    Optional<String> partial() {
        return Optional.ofNullable(partialBecause);
    }
}
