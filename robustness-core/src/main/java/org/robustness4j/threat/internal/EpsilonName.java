package org.robustness4j.threat.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * An epsilon as people write it, the same in names of tests, tables, charts and messages: a number that is short as it
 * was declared, a whole number of 255th as such (0.00784313725490196 is {@code 2/255}), any other in its shortest
 * decimals.
 *
 * @param epsilon the largest perturbation, in the data's own units
 */
public record EpsilonName(double epsilon) {

    private static final int LEVELS = 255;

    /** More levels than that nobody means; and there any long number is near one of them. */
    private static final int MOST_LEVELS = 1 << 16;

    /** Halves of a level are declared where levels are few; 1 / 30.0 is not meant as 8.5 of them. */
    private static final int MOST_HALVES = 4;

    /** Fractions of 255 that are no short decimals repeat, with many more digits than people write by hand. */
    private static final int DECLARED_DIGITS = 9;

    /** Short decimals of float32; a fraction of 255 has six or seven. */
    private static final int FLOAT_DIGITS = 4;

    /** Every float64 is told from the others by so many digits. */
    private static final int ALL_DIGITS = 17;

    private static final double LARGEST_IN_DIGITS = 1e9;
    private static final double SMALLEST_IN_DIGITS = 1e-6;

    /** What earlier builds wrote into names; {@code 2/255} is none of it. */
    private static final Pattern IN_A_NAME =
            Pattern.compile("epsilon=(-?+[0-9]++(?:\\.[0-9]++)?+(?:E-?[0-9]++)?+)(?![\\w./?])");

    /**
     * A name with the numbers behind each {@code epsilon=} in it as they are written now. Earlier builds wrote all
     * digits of float64, and such names stand in baselines, result files and command lines.
     */
    public static String canonical(String name) {
        return IN_A_NAME
                .matcher(name)
                .replaceAll(number -> "epsilon=" + new EpsilonName(Double.parseDouble(number.group(1))));
    }

    @Override
    public String toString() {
        if (epsilon == 0 || !Double.isFinite(epsilon)) {
            return epsilon == 0 ? "0" : Double.toString(epsilon); // not allowed, but named where that is said
        }
        if (epsilon == (float) epsilon && shortest((float) epsilon).precision() <= FLOAT_DIGITS) {
            return text(shortest((float) epsilon)); // 0.1f, made a double
        }
        BigDecimal shortest = shortest();
        if (shortest.precision() <= DECLARED_DIGITS) {
            return text(shortest);
        }
        BigDecimal near =
                new BigDecimal(epsilon).round(new MathContext(DECLARED_DIGITS)).stripTrailingZeros();
        if (Math.abs(near.doubleValue() - epsilon) <= Math.ulp(epsilon)) {
            return text(near); // 3 * 0.1, whose last bit is not that of 0.3
        }
        return isOfLevels() ? levels().toPlainString() + "/" + LEVELS : text(shortest);
    }

    /**
     * The shortest decimal that is this number. {@link Double#toString} gives another one before Java 19, and names
     * must not depend on the virtual machine.
     */
    private BigDecimal shortest() {
        BigDecimal exact = new BigDecimal(epsilon);
        for (int digits = 1; digits < ALL_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == epsilon) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(ALL_DIGITS)).stripTrailingZeros();
    }

    private static BigDecimal shortest(float number) {
        return new BigDecimal(Float.toString(number)).stripTrailingZeros();
    }

    /** In whole and half ones. */
    private BigDecimal levels() {
        return BigDecimal.valueOf(Math.round(2 * epsilon * LEVELS))
                .divide(BigDecimal.valueOf(2))
                .stripTrailingZeros();
    }

    /** Whether it is a fraction of 255, in float64 or in float32, or but for the last bit, as 3 * (1 / 255.0) is. */
    private boolean isOfLevels() {
        double levels = levels().doubleValue();
        double fraction = levels / LEVELS;
        return levels > 0
                && levels <= MOST_LEVELS
                && (levels <= MOST_HALVES || levels == Math.rint(levels))
                && (Math.abs(epsilon - fraction) <= Math.ulp(fraction) || epsilon == (float) levels / LEVELS);
    }

    private String text(BigDecimal number) {
        double size = Math.abs(epsilon);
        if (size >= SMALLEST_IN_DIGITS && size < LARGEST_IN_DIGITS) {
            return number.toPlainString();
        }
        int exponent = number.precision() - number.scale() - 1;
        return number.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
