package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.GroupFunction.Pool;
import org.robustness4j.model.internal.network.GroupFunction.PowerNorm;
import org.robustness4j.model.internal.network.GroupFunction.Reduction;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;

/** One value of several. */
final class ReductionOperators {

    private ReductionOperators() {}

    static Map<String, Operator> all() {
        Map<String, GroupFunction> functions = new HashMap<>();
        functions.put("ReduceMean", Pool.MEAN);
        functions.put("ReduceSum", Pool.SUM);
        functions.put("ReduceMax", Pool.MAXIMUM);
        functions.put("ReduceMin", Sums.MINIMUM);
        functions.put("ReduceProd", Sums.PRODUCT);
        functions.put("ReduceSumSquare", Sums.SQUARES);
        functions.put("ReduceLogSumExp", Sums.LOG_OF_EXPONENTIALS);
        functions.put("ReduceL1", new PowerNorm(1));
        functions.put("ReduceL2", new PowerNorm(2));
        Map<String, Operator> all = new HashMap<>();
        functions.forEach((type, function) -> all.put(type, use -> reduce(use, function)));
        return all;
    }

    private static List<Value> reduce(Use use, GroupFunction function) throws UntranslatableException {
        Features input = use.input();
        int[] dims = input.dims();
        Optional<long[]> axes = use.integers("axes", 1).filter(given -> given.length > 0);
        if (axes.isEmpty() && use.node().integer("noop_with_empty_axes", 0) != 0) {
            return List.of(input);
        }
        boolean[] within = within(axes.orElse(null), dims.length);
        if (within[0]) {
            throw new UntranslatableException("it mixes samples");
        }
        int[] kept = dims.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = within[i] ? 1 : dims[i];
        }
        boolean keeps = use.node().integer("keepdims", 1) != 0;
        int[] result = keeps
                ? kept
                : IntStream.range(0, dims.length)
                        .filter(i -> !within[i])
                        .map(i -> dims[i])
                        .toArray();
        return List.of(use.network()
                .add(operation(function, dims, within, kept), kept, input)
                .reshaped(result));
    }

    static boolean[] within(long @org.jspecify.annotations.Nullable [] axes, int rank) {
        boolean[] within = new boolean[rank];
        if (axes == null) {
            Arrays.fill(within, true);
            return within;
        }
        for (long axis : axes) {
            within[Dims.axis(axis, rank)] = true;
        }
        return within;
    }

    private static Operation operation(GroupFunction function, int[] dims, boolean[] within, int[] kept) {
        boolean isOverImage = dims.length == 4 && !within[1] && within[2] && within[3];
        if (isOverImage && function instanceof Pool pool && pool != Pool.DISTANCE) {
            return new GlobalPooling(
                    switch (pool) {
                        case MEAN -> Operation.Pool.AVERAGE;
                        case SUM -> Operation.Pool.SUM;
                        default -> Operation.Pool.MAX;
                    });
        }
        return Grouped.reduced(function, Dims.groups(dims, within), Dims.shape(kept));
    }

    /** Functions of several values that DL4J has not. */
    private enum Sums implements Reduction {
        MINIMUM {
            @Override
            public double value(double[] x) {
                return x[first(x)];
            }

            private int first(double[] x) {
                int first = 0;
                for (int i = 1; i < x.length; i++) {
                    first = x[i] < x[first] ? i : first;
                }
                return first;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                Arrays.fill(result, 0);
                result[first(x)] = upstream[0];
            }
        },
        PRODUCT {
            @Override
            public double value(double[] x) {
                double product = 1;
                for (double value : x) {
                    product *= value;
                }
                return product;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                for (int i = 0; i < x.length; i++) {
                    result[i] = upstream[0];
                    for (int j = 0; j < x.length; j++) {
                        result[i] *= j == i ? 1 : x[j];
                    }
                }
            }
        },
        SQUARES {
            @Override
            public double value(double[] x) {
                double sum = 0;
                for (double value : x) {
                    sum += value * value;
                }
                return sum;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                for (int i = 0; i < x.length; i++) {
                    result[i] = 2 * x[i] * upstream[0];
                }
            }
        },
        LOG_OF_EXPONENTIALS {
            @Override
            public double value(double[] x) {
                double largest = Pool.MAXIMUM.value(x);
                double sum = 0;
                for (double value : x) {
                    sum += StrictMath.exp(value - largest);
                }
                return largest + StrictMath.log(sum);
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                double logarithm = value(x);
                for (int i = 0; i < x.length; i++) {
                    result[i] = upstream[0] * StrictMath.exp(x[i] - logarithm);
                }
            }
        }
    }
}
