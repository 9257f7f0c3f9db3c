package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.Samples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** What docs/hardening.md shows. */
class HardeningExampleTests {

    @TempDir
    private Path folder;

    @Test
    void inTenLines() {
        MultiLayerNetwork network = KilledTraining.network();
        Samples training = ReferenceData.mnist(400);

        AdversarialTraining method =
                new AdversarialTraining().warmUp(1).regularizedBy(new GradientRegularization(0.1, 0.05));
        TrainingOptions options = TrainingOptions.epochs(3)
                .learningRate(LearningRateSchedule.oneCycle(0.003))
                .stopAfter(2)
                .workers(2);
        HardenedModel hardened = new Hardening(new Perturbation.Ball(Norm.LINF, 0.1), method, options)
                .harden(TestedModel.of(network).range(0, 1), training, folder);

        assertThat(hardened.file()).exists();
    }
}
