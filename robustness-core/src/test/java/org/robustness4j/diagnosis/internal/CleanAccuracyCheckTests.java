package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Rate;

class CleanAccuracyCheckTests {

    /** Chances by hand: 60 or more of 100 coins fall heads in 2.8 % of cases, 58 or more in 6.7 %; 5 of 5 in 3.1 %, 4 of 4 in 6.2 %. */
    @ParameterizedTest
    @CsvSource({
        "1, 100, 100, DOUBT",
        "1, 100, 10, DOUBT",
        "0, 3, 10, DOUBT",
        "50, 100, 2, DOUBT",
        "58, 100, 2, DOUBT",
        "60, 100, 2, OK",
        "30, 100, 10, OK",
        "5, 100, 100, OK",
        "3, 100, 100, DOUBT",
        "10, 1000, 1000, DOUBT",
        "25, 1000, 1000, OK",
        "5, 5, 2, OK",
        "4, 4, 2, OK",
        "1, 1, 2, OK",
        "98, 100, 10, OK"
    })
    void aModelHasToDoBetterThanGuessing(int right, int samples, int classes, Severity severity) {
        assertThat(new CleanAccuracyCheck(new Rate(right, samples), classes)
                        .finding()
                        .severity())
                .isEqualTo(severity);
    }
}
