package org.robustness4j.internal.results.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.verdict.Verdict;

class HardeningRecordTests {

    private static HardeningRecord of(
            String method, @Nullable Verdict verdictAfter, int cleanBefore, int cleanAfter, int before, int after) {
        HardeningRecord.Attacked attacked = new HardeningRecord.Attacked(
                "Pgd", true, Map.of(), 1, accuracy(cleanBefore, before), accuracy(cleanAfter, after));
        return new HardeningRecord(
                new HardeningRecord.Training(
                        method,
                        Map.of(),
                        Map.of(),
                        "compiled",
                        "hardened/model.zip",
                        3.2,
                        1,
                        List.of(new HardeningRecord.Epoch(1, 0.9, 0.5, null, null, false, 3.2))),
                List.of(attacked),
                verdictAfter,
                "Fmn",
                List.of(),
                List.of(),
                List.of());
    }

    private static HardeningRecord.Accuracy accuracy(int clean, int robust) {
        return new HardeningRecord.Accuracy(RateRecord.of(new Rate(clean, 100)), RateRecord.of(new Rate(robust, 100)));
    }

    @Test
    void whatIsEnoughIsSaidInFigures() {
        assertThat(of("AdversarialTraining", Verdict.PASS, 95, 94, 20, 80).summary())
                .isEqualTo(
                        "Hardening with AdversarialTraining (1 epoch, 3 s) takes clean accuracy from 95.0 % to 94.0 %"
                                + " and robust accuracy under the test's own Pgd from 20.0 % to 80.0 %; the hardened model is"
                                + " hardened/model.zip, beside the results.");
        assertThat(of("AdversarialTraining", null, 95, 94, 20, 80).summary())
                .as("of an earlier build")
                .endsWith("beside the results.");
    }

    /** The exact 95 % interval of 25 in 100 is 16.9 % to 34.7 %, that of 50 in 100 39.8 % to 60.2 %. */
    @Test
    void whatBoughtNothingSaysSo() {
        assertThat(of("AdversarialTraining", Verdict.FAIL, 95, 95, 20, 25).summary())
                .endsWith(" It bought nothing: robust accuracy under the test's own Pgd is not known to be higher"
                        + " (95 % interval 16.9 % to 34.7 %, from 20.0 %), and the limit of the test is still missed; try"
                        + " more epochs than 1, a lower learning rate (@Harden(learningRate)), more training samples, or"
                        + " GradientRegularization.");
    }

    /** The exact 95 % interval of 25 in 100 is below 50 %. */
    @Test
    void whatDidHarmSaysSo() {
        assertThat(of("AdversarialTraining", Verdict.FAIL, 95, 95, 50, 25).summary())
                .contains(" It did harm: robust accuracy under the test's own Pgd is lower than before (95 % interval"
                        + " 16.9 % to 34.7 %, from 50.0 %), and the limit");
    }

    @Test
    void aLimitThatIsStillMissedIsSaid() {
        assertThat(of("GradientRegularization", Verdict.FAIL, 95, 95, 20, 50).summary())
                .endsWith(
                        " It is not enough yet: the limit of the test is still missed; try more epochs than 1, a"
                                + " lower learning rate (@Harden(learningRate)), more training samples, or AdversarialTraining.");
        assertThat(of("GradientRegularization", Verdict.INCONCLUSIVE, 95, 95, 20, 50)
                        .summary())
                .contains(" It is not enough yet: the limit of the test is not known to be met; try ");
    }

    @Test
    void lostCleanAccuracyIsSaid() {
        assertThat(of("AdversarialTraining", Verdict.PASS, 95, 50, 20, 48).summary())
                .endsWith(" It is not enough yet: clean accuracy is lost; try more epochs than 1, a lower learning rate"
                        + " (@Harden(learningRate)), more training samples, or GradientRegularization, and for clean accuracy a part of clean samples"
                        + " (AdversarialTraining.share).");
    }
}
