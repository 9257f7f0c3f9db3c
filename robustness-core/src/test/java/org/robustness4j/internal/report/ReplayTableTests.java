package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.replay.ReplayedEvaluation;
import org.robustness4j.internal.replay.ReplayedSample;
import org.robustness4j.internal.results.record.TestId;

class ReplayTableTests {

    private static final String CLASS = "com.example.digits.recognition.MnistCnnRobustnessIT";
    private static final ReplayReport REPORT = new ReplayReport(List.of(
            replayed("isAttackedInEveryWay", "targeted 9", "AutoAttack", 1000, 234, null),
            replayed("resistsPgd, hardened model", null, "Pgd", 12, 0, true)));

    private static ReplayedEvaluation replayed(
            String method, @Nullable String variant, String attack, int stored, long omitted, @Nullable Boolean same) {
        return new ReplayedEvaluation(
                new TestId(CLASS, method, variant),
                attack,
                "mnist-cnn",
                "a",
                "a",
                omitted,
                Collections.nCopies(stored, new ReplayedSample(0, 1, 2, 2, true, true, same)),
                null);
    }

    @Test
    void aConsoleOf120ColumnsHasALineForEachEvaluation() {
        assertThat(new ReplayTable(REPORT, 113).lines())
                .containsExactly("""
                  Test                              Attack      Candidates     Not        Same   Same     Inside  Found  Same
                                                                            stored  prediction  input  the rules  again  model
                --------------------------------------------------------------------------------------------------------------
                com.example.digits.recognition.MnistCnnRobustnessIT: model mnist-cnn
                  isAttackedInEveryWay[targeted 9]  AutoAttack        1000     234        1000   1000       1000      -  yes
                  resistsPgd, hardened model        Pgd                 12       0          12     12         12     12  yes
                """.lines().toArray(String[]::new));
    }

    @Test
    void aConsoleOf80ColumnsHasThemInPairs() {
        assertThat(new ReplayTable(REPORT, 73).lines())
                .containsExactly("""
                  Test                         Candidates        Same       Inside  Same
                  attack                       not stored  prediction   the rules,  model
                                                            and input  found again
                -------------------------------------------------------------------------
                com.example.digits.recognition.MnistCnnRobustnessIT: model mnist-cnn
                  isAttackedInEveryWay               1000        1000         1000  yes
                  [targeted 9]                        234        1000            -
                  AutoAttack
                  resistsPgd, hardened model           12          12           12  yes
                  Pgd                                   0          12           12
                """.lines().toArray(String[]::new));
    }
}
