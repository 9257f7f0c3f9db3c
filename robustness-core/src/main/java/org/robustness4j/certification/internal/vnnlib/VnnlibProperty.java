package org.robustness4j.certification.internal.vnnlib;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.certification.internal.search.Clause;
import org.robustness4j.certification.internal.search.Requirement;
import org.robustness4j.certification.internal.vnnlib.Inequality.Variable;

/**
 * What is to be proved: that no point of any box has logits that break a clause of it.
 *
 * @param inputs the number of input values
 * @param outputs the number of logits
 * @param boxes with their clauses
 */
public record VnnlibProperty(int inputs, int outputs, List<Box> boxes) {

    /**
     * A box of inputs.
     *
     * @param low the least values, rounded down
     * @param high the largest values, rounded up
     * @param clauses each of which holds at each point if there is no counterexample
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record Box(double[] low, double[] high, List<Clause> clauses) {}

    /** Of alternatives, each of inequalities that hold together. */
    static VnnlibProperty of(Path path, int inputs, int outputs, List<List<Inequality>> alternatives) {
        if (inputs == 0 || outputs == 0) {
            throw new IllegalArgumentException(
                    "it declares " + inputs + " inputs X_i and " + outputs + " outputs Y_i; declare all of both");
        }
        Map<List<Double>, Box> boxes = new LinkedHashMap<>();
        for (List<Inequality> alternative : alternatives) {
            double[] low = new double[inputs];
            double[] high = new double[inputs];
            Arrays.fill(low, Double.NEGATIVE_INFINITY);
            Arrays.fill(high, Double.POSITIVE_INFINITY);
            List<Requirement> requirements = new ArrayList<>();
            for (Inequality inequality : alternative) {
                if (inequality.factors().keySet().stream().noneMatch(Variable::isInput)) {
                    requirements.add(requirement(inequality, outputs));
                } else {
                    limit(inequality, low, high);
                }
            }
            requireBounded(low, high);
            if (requirements.isEmpty()) {
                throw new IllegalArgumentException("nothing is asserted about the outputs Y_i");
            }
            if (!isEmpty(low, high)) {
                boxes.computeIfAbsent(key(low, high), key -> new Box(low, high, new ArrayList<>()))
                        .clauses()
                        .add(new Clause(requirements));
            }
        }
        return new VnnlibProperty(inputs, outputs, List.copyOf(boxes.values()));
    }

    private static List<Double> key(double[] low, double[] high) {
        List<Double> key = new ArrayList<>();
        for (int i = 0; i < low.length; i++) {
            key.add(low[i]);
            key.add(high[i]);
        }
        return key;
    }

    private static boolean isEmpty(double[] low, double[] high) {
        for (int i = 0; i < low.length; i++) {
            if (low[i] > high[i]) {
                return true;
            }
        }
        return false;
    }

    private static void requireBounded(double[] low, double[] high) {
        for (int i = 0; i < low.length; i++) {
            if (Double.isInfinite(low[i]) || Double.isInfinite(high[i])) {
                throw new IllegalArgumentException("X_" + i + " has no lower or no upper limit; give it both");
            }
        }
    }

    /** The negation: the sum is more than the limit, and more than what it is rounded by. */
    private static Requirement requirement(Inequality inequality, int outputs) {
        double[] coefficients = new double[outputs];
        inequality.factors().forEach((variable, factor) -> {
            requireDeclared(variable, outputs);
            coefficients[variable.index()] = factor.doubleValue();
            if (factor.compareTo(new BigDecimal(coefficients[variable.index()])) != 0) {
                throw new IllegalArgumentException(
                        "the factor " + factor + " of " + variable + " is no number of float64; write one that is");
            }
        });
        return new Requirement(coefficients, up(inequality.limit()));
    }

    private static void requireDeclared(Variable variable, int declared) {
        if (variable.index() >= declared) {
            throw new IllegalArgumentException(variable + " is not declared");
        }
    }

    private static void limit(Inequality inequality, double[] low, double[] high) {
        if (inequality.factors().size() != 1) {
            throw new IllegalArgumentException("an inequality of several variables has inputs: "
                    + inequality.factors().keySet() + "; inputs can be limited by numbers alone");
        }
        Variable variable = inequality.factors().keySet().iterator().next();
        BigDecimal factor = inequality.factors().get(variable);
        if (factor == null || factor.abs().compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("the input " + variable + " is multiplied; limit it by a number alone");
        }
        requireDeclared(variable, low.length);
        int i = variable.index();
        if (factor.signum() > 0) {
            high[i] = Math.min(high[i], up(inequality.limit()));
        } else {
            low[i] = Math.max(low[i], 0.0 - up(inequality.limit()));
        }
    }

    private static double up(BigDecimal number) {
        double nearest = number.doubleValue();
        return new BigDecimal(nearest).compareTo(number) < 0 ? Math.nextUp(nearest) : nearest;
    }
}
