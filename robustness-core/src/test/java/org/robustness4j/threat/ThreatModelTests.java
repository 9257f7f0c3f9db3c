package org.robustness4j.threat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

class ThreatModelTests {

    @Test
    void readsAsASentenceDoes() {
        assertThat(ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)))
                .hasToString("untargeted, LINF 0.1 in [0, 1]");
        assertThat(ThreatModel.targeted(3, Norm.L2, 8 / 255.0, Domain.range(-1.5, 255)))
                .hasToString("targeted 3, L2 8/255 in [-1.5, 255]");
        assertThat(ThreatModel.fake(0, Domain.range(0, 1))).hasToString("fake 0, unbounded in [0, 1]");
    }

    @Test
    void shapesReadAsTheyAreWritten() {
        assertThat(InputShape.flat(784)).hasToString("[784]");
        assertThat(new InputShape(Layout.NCHW, 3, 32, 24)).hasToString("NCHW [3, 32, 24]");
        assertThat(new InputShape(Layout.NHWC, 3, 32, 24)).hasToString("NHWC [32, 24, 3]");
        assertThat(new InputShape(Layout.NCW, 6, 1, 120)).hasToString("NCW [6, 120]");
    }
}
