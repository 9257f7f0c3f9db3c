package org.robustness4j.junit.engine.declaration;

import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;

/**
 * What a test declares of its model and samples.
 *
 * @param model the name of the model, empty for the only one
 * @param samples the name of the samples, empty for the only ones
 * @param maxSamples the size of the subset, or the number of fake images; {@link RobustnessTest#ALL} when open
 */
public record DeclaredData(String model, String samples, int maxSamples) {

    static final DeclaredData ANY = new DeclaredData("", "", RobustnessTest.ALL);

    private static final int FAKE_IMAGES = 20;

    static DeclaredData of(AnnotationChain chain) {
        return new DeclaredData(
                chain.attribute("model", String.class),
                chain.attribute("samples", String.class),
                chain.attribute("maxSamples", Integer.class));
    }

    static DeclaredData of(RobustnessSuite suite) {
        return new DeclaredData(suite.model(), suite.samples(), suite.maxSamples());
    }

    static DeclaredData ofFakeImages(RobustnessSuite suite) {
        return new DeclaredData(suite.model(), suite.samples(), suite.fakeImages());
    }

    /** The number of samples in the defaults is not one of fake images. */
    DeclaredData completedWith(RobustnessDefaults defaults, boolean ofFakeImages) {
        return new DeclaredData(
                model.isEmpty() ? defaults.model() : model,
                samples.isEmpty() ? defaults.samples() : samples,
                maxSamples == RobustnessTest.ALL && !ofFakeImages ? defaults.maxSamples() : maxSamples);
    }

    /** The number of images to grow when they are fake; as many samples then check the model. */
    public int fakeImages() {
        return maxSamples == RobustnessTest.ALL ? FAKE_IMAGES : maxSamples;
    }
}
