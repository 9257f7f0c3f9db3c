package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.Hardening;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** The example in the Javadoc of hardening, on a model that cannot be trained: those that can are in other modules. */
class HardeningExamplesTests {

    private static HardenedModel hardened(Object network, Samples training) {
        HardenedModel hardened = new Hardening(
                        new Perturbation.Ball(Norm.LINF, 0.1), new AdversarialTraining(), TrainingOptions.epochs(8))
                .harden(TestedModel.of(network).range(0, 1), training, Path.of("target/hardened"));
        return hardened;
    }

    @Test
    void aModelWithoutWeightsIsRefused() {
        AffineClassifier network = AffineClassifier.random(3, 20, Domain.range(0, 1), 1);
        Samples training = network.samples(100, Domain.range(0, 1), 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hardened(network, training))
                .withMessageContaining("cannot be trained");
    }
}
