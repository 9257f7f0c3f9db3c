package org.robustness4j.internal.cache;

import org.jspecify.annotations.Nullable;

/** When evaluations of earlier builds are taken over. */
public enum CacheMode {
    /** Never. */
    OFF,
    /** On a developer's machine, not in continuous integration. */
    ON,
    /** Always. */
    ALWAYS;

    /**
     * Whether they are.
     *
     * @param ci the environment variable CI, null when it is not set; any value but {@code false} says that this is
     *     continuous integration, where a gate measures for itself
     */
    public boolean isActive(@Nullable String ci) {
        return this == ALWAYS || (this == ON && (ci == null || ci.isBlank() || ci.equalsIgnoreCase("false")));
    }
}
