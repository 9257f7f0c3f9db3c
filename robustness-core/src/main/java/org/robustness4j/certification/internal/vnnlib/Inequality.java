package org.robustness4j.certification.internal.vnnlib;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code sum of factors * variables <= limit}.
 *
 * @param factors by variable, none of them 0
 * @param limit what the sum is at most
 */
record Inequality(Map<Variable, BigDecimal> factors, BigDecimal limit) {

    /** A variable: {@code X_3} or {@code Y_0}. */
    record Variable(boolean isInput, int index) implements Comparable<Variable> {

        @Override
        public int compareTo(Variable other) {
            return isInput == other.isInput ? Integer.compare(index, other.index) : isInput ? -1 : 1;
        }

        @Override
        public String toString() {
            return (isInput ? "X_" : "Y_") + index;
        }
    }

    /** {@code left <= right}. */
    static Inequality atMost(Sum left, Sum right) {
        Sum difference = left.plus(right.times(BigDecimal.ONE.negate()));
        Map<Variable, BigDecimal> factors = new TreeMap<>(difference.factors());
        factors.values().removeIf(factor -> factor.signum() == 0);
        return new Inequality(factors, difference.constant().negate());
    }

    /** A linear expression. */
    record Sum(Map<Variable, BigDecimal> factors, BigDecimal constant) {

        static Sum of(BigDecimal constant) {
            return new Sum(Map.of(), constant);
        }

        static Sum of(Variable variable) {
            return new Sum(Map.of(variable, BigDecimal.ONE), BigDecimal.ZERO);
        }

        Sum plus(Sum other) {
            Map<Variable, BigDecimal> sums = new TreeMap<>(factors);
            other.factors.forEach((variable, factor) -> sums.merge(variable, factor, BigDecimal::add));
            return new Sum(sums, constant.add(other.constant));
        }

        Sum times(BigDecimal number) {
            Map<Variable, BigDecimal> products = new TreeMap<>();
            factors.forEach((variable, factor) -> products.put(variable, factor.multiply(number)));
            return new Sum(products, constant.multiply(number));
        }
    }
}
