package org.robustness4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTests {

    /** Bounds that solve the binomial tail equations, as printed in tables: 1 - 0.025^(1/10) for 0 of 10, and so on. */
    @ParameterizedTest
    @CsvSource({"0, 10, 0, 0.3085", "5, 10, 0.1871, 0.8129", "10, 10, 0.6915, 1", "1, 100, 0.000253, 0.05446"})
    void intervalsAreThoseOfClopperAndPearson(long count, long total, double lower, double upper) {
        Rate.ConfidenceInterval interval = new Rate(count, total).interval();

        assertThat(interval.lower()).isCloseTo(lower, within(5e-5));
        assertThat(interval.upper()).isCloseTo(upper, within(5e-5));
    }

    /** Of ten rates at once: 0.0025^(1/10) for 10 of 10, and 1 - that for 0 of 10. */
    @Test
    void theIntervalOfOneOfSeveralIsThatOfATenthOfTheError() {
        assertThat(new Rate(10, 10).interval(10).lower()).isCloseTo(Math.pow(0.0025, 0.1), within(1e-9));
        assertThat(new Rate(0, 10).interval(10).upper()).isCloseTo(1 - Math.pow(0.0025, 0.1), within(1e-9));
        assertThat(new Rate(3, 10).interval(1)).isEqualTo(new Rate(3, 10).interval());
        assertThatThrownBy(() -> new Rate(3, 10).interval(0)).hasMessageContaining("of at least 1, but here of 0");
    }

    @Test
    void limitsAreComparedByCountsNotByRoundedNumbers() {
        assertThat(new Rate(5, 100).isAbove(new BigDecimal("0.05"))).isFalse();
        assertThat(new Rate(50_001, 1_000_000).isAbove(new BigDecimal("0.05"))).isTrue();
        assertThat(new Rate(1, 3).isAbove(new BigDecimal("0.3333333333333333"))).isTrue();
        assertThat(new Rate(49_999, 1_000_000).isBelow(new BigDecimal("0.05"))).isTrue();
        assertThat(new Rate(3, 10).isAbove(BigDecimal.valueOf(0.3))).isFalse();
    }

    @Test
    void nothingIsKnownOfNoSamples() {
        assertThat(new Rate(0, 0).value()).isNaN();
        assertThat(new Rate(0, 0).interval()).isEqualTo(new Rate.ConfidenceInterval(0, 1));
    }

    @Test
    void moreThanAllIsImpossible() {
        assertThatThrownBy(() -> new Rate(3, 2)).hasMessageContaining("3 in 2");
    }
}
