package org.robustness4j.onnx.translation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The operators that can be added to a network, by their names. */
public final class Operators {

    private static final Map<String, Operator> ALL = all();

    private Operators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new TreeMap<>();
        all.putAll(ConvolutionOperators.all());
        all.putAll(FunctionOperators.all());
        all.putAll(ArithmeticOperators.all());
        all.putAll(NormalizationOperators.all());
        all.putAll(RearrangingOperators.all());
        all.putAll(CuttingOperators.all());
        all.putAll(ReductionOperators.all());
        all.putAll(MatrixOperators.all());
        all.putAll(LearnedOperators.all());
        return all;
    }

    static Optional<Operator> named(String type) {
        return Optional.ofNullable(ALL.get(type));
    }

    /** The names of all of them. */
    public static Set<String> names() {
        return new TreeSet<>(ALL.keySet());
    }
}
