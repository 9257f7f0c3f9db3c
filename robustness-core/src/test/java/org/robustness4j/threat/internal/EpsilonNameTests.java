package org.robustness4j.threat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EpsilonNameTests {

    private static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of(0.1, "0.1"),
                Arguments.of(0.2, "0.2"), // 51/255
                Arguments.of(51 / 255.0, "0.2"),
                Arguments.of(0.12345, "0.12345"),
                Arguments.of(0.031372549, "0.031372549"), // rounded by hand, and left as it is
                Arguments.of(1.0, "1"),
                Arguments.of(255.0, "255"),
                Arguments.of(100.0, "100"),
                Arguments.of(12345678.0, "12345678"),
                Arguments.of(0.000001, "0.000001"),
                Arguments.of(0.0005, "0.0005"),
                Arguments.of(1 / 255.0, "1/255"),
                Arguments.of(2 / 255.0, "2/255"),
                Arguments.of(0.00784313725490196, "2/255"),
                Arguments.of(8 / 255.0, "8/255"),
                Arguments.of(8f / 255, "8/255"),
                Arguments.of(16 / 255f, "16/255"),
                Arguments.of(3 * (1 / 255.0), "3/255"),
                Arguments.of(254 / 255.0, "254/255"),
                Arguments.of(300 / 255.0, "300/255"),
                Arguments.of(0.5 / 255, "0.5/255"),
                Arguments.of(1.5f / 255, "1.5/255"),
                Arguments.of(1 / 3.0, "85/255"),
                Arguments.of(0.1 + 0.2, "0.3"),
                Arguments.of(3 * 0.1, "0.3"),
                Arguments.of(1 / 30.0, "0.03333333333333333"),
                Arguments.of(1 / 7.0, "0.14285714285714285"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(0.12345f, "0.12345000356435776"),
                Arguments.of(1e-9, "1e-9"),
                Arguments.of(2.5e-7, "2.5e-7"),
                Arguments.of(1e300, "1e300"),
                Arguments.of(3e9, "3e9"),
                Arguments.of(Double.MIN_VALUE, "5e-324"),
                Arguments.of(Double.parseDouble("2e23"), "2e23"),
                Arguments.of(0.0, "0"),
                Arguments.of(-1.0, "-1"),
                Arguments.of(Double.NaN, "NaN"),
                Arguments.of(Double.POSITIVE_INFINITY, "Infinity"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsPeopleWriteIt(double epsilon, String name) {
        assertThat(new EpsilonName(epsilon)).hasToString(name);
    }

    @Test
    void everyLevelOfPixelsHasItsName() {
        for (int k = 1; k < 255; k++) {
            String name = k % 51 == 0 ? "0." + k / 51 * 2 : k + "/255";
            assertThat(new EpsilonName(k / 255.0)).hasToString(name);
            if (k % 51 != 0) {
                assertThat(new EpsilonName(k / 255f)).hasToString(name);
            }
        }
    }

    @Test
    void anyOtherNumberIsReadBackFromItsName() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            double epsilon = random.nextDouble() * Math.pow(10, random.nextInt(-12, 12));
            assertThat(Double.parseDouble(new EpsilonName(epsilon).toString())).isEqualTo(epsilon);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "epsilon=0.00784313725490196, epsilon=2/255",
        "epsilon=1.0, epsilon=1",
        "epsilon=0.02, epsilon=0.02",
        "epsilon=1.0E-9, epsilon=1e-9",
        "epsilon=-1.0, epsilon=-1",
        "epsilon=NaN, epsilon=NaN",
        "epsilon=2/255, epsilon=2/255",
        "epsilon=12/255, epsilon=12/255",
        "epsilon=1e-9, epsilon=1e-9",
        "Pgd L2 epsilon=0.25 #2, Pgd L2 epsilon=0.25 #2",
        "untargeted epsilon=0.03137254901960784, untargeted epsilon=8/255",
        "Fgsm LINF epsilon=1.0 target=3 seed=2, Fgsm LINF epsilon=1 target=3 seed=2",
        "*[epsilon=0.00784313725490196], *[epsilon=2/255]",
        "*epsilon=0.00784313725490196*, *epsilon=2/255*",
        "epsilon=0.0?, epsilon=0.0?",
        "untargeted, untargeted"
    })
    void namesOfEarlierBuildsAreRewritten(String earlier, String name) {
        assertThat(EpsilonName.canonical(earlier)).isEqualTo(name);
        assertThat(EpsilonName.canonical(name)).isEqualTo(name);
    }
}
