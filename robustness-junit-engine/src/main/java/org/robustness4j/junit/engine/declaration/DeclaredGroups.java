package org.robustness4j.junit.engine.declaration;

import java.util.List;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessTest;

/**
 * What a test declares of classes and slices.
 *
 * @param maxClassSuccessRate the limit on every class, NaN for none
 * @param maxSliceSuccessRate the limit on every slice, NaN for none
 * @param slices the names of the slices, empty for all
 */
public record DeclaredGroups(double maxClassSuccessRate, double maxSliceSuccessRate, List<String> slices) {

    static final DeclaredGroups NONE = new DeclaredGroups(RobustnessTest.NO_LIMIT, RobustnessTest.NO_LIMIT, List.of());

    static DeclaredGroups of(AnnotationChain chain) {
        return new DeclaredGroups(
                chain.attribute("maxClassSuccessRate", Double.class),
                chain.attribute("maxSliceSuccessRate", Double.class),
                List.of(chain.attribute("slices", String[].class)));
    }

    /** What is left open is as the class has it; unbounded attacks take no limits of their class. */
    DeclaredGroups completedWith(RobustnessDefaults defaults, boolean takesLimits) {
        return new DeclaredGroups(
                Double.isNaN(maxClassSuccessRate) && takesLimits ? defaults.maxClassSuccessRate() : maxClassSuccessRate,
                Double.isNaN(maxSliceSuccessRate) && takesLimits ? defaults.maxSliceSuccessRate() : maxSliceSuccessRate,
                slices);
    }

    /** Whether slices that cannot be judged are an error, and not just left out. */
    public boolean needsSlices() {
        return !Double.isNaN(maxSliceSuccessRate) || !slices.isEmpty();
    }
}
