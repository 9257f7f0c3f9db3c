package org.robustness4j.junit.engine.testcases;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;

public class InstanceProvidersTestCase {

    public static final List<String> CALLS = new ArrayList<>();

    /** A classifier of the user's own that has something to close. */
    private record Closeable(DifferentiableClassifier classifier) implements DifferentiableClassifier, AutoCloseable {

        @Override
        public int classes() {
            return classifier.classes();
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            return classifier.forward(batch);
        }

        @Override
        public DifferentiableClassifier fork() {
            return classifier.fork();
        }

        @Override
        public void close() {
            CALLS.add("closed");
        }
    }

    @ModelUnderTest
    Object model() {
        CALLS.add("model");
        return new Closeable((DifferentiableClassifier)
                TestedModel.of(TinyDigits.network()).model().classifier(InputShape.flat(2)));
    }

    @TestSamples(range = {0, 1})
    DataSet samples() {
        CALLS.add("samples");
        return TinyDigits.samples(12, 2);
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void first() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.02)
    void second() {}
}
