package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.robustness4j.hardening.HardenedModel.EpochRecord;

class EpochRecordTests {

    @Test
    void isASentenceForTheLog() {
        assertThat(new EpochRecord(3, 0.19534, 0.9167, 0.975, 0.5, false, 0.46))
                .hasToString("epoch 3: loss 0.1953, right for 91.7 % of the points trained on, 97.5 % of samples kept"
                        + " aside, 50.0 % of them under PGD (0.5 s)");
        assertThat(new EpochRecord(1, 2, 0.5, null, null, true, 12))
                .hasToString("epoch 1: loss 2.000, right for 50.0 % of the points trained on, which is catastrophic"
                        + " overfitting (12.0 s)");
    }
}
