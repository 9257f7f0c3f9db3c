package org.robustness4j.certification.internal;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Dense;

/**
 * The least value that a function of the logits has in a box, for a network of few inputs and rectifiers: it is the value
 * at a corner of one of the pieces on which the network is linear. For each pattern of the first layer the zeros of all
 * neurons are planes, so that every corner is among the points where as many of them, or of the sides of the box, meet as
 * there are inputs. All in float64.
 */
final class ExactMinimum {

    private static final double SINGULAR = 1e-11;
    private static final double OUTSIDE = 1e-9;

    private final List<Dense> layers = new ArrayList<>();
    private final double[] function;
    private final double[] low;
    private final double[] high;
    private double least = Double.POSITIVE_INFINITY;
    private double[] where = {};

    private ExactMinimum(Network network, double[] function, double[] low, double[] high) {
        network.nodes().stream()
                .map(Network.Node::operation)
                .filter(Dense.class::isInstance)
                .map(Dense.class::cast)
                .forEach(layers::add);
        this.function = function;
        this.low = low;
        this.high = high;
    }

    /**
     * Finds it.
     *
     * @param network one or two layers of rectifiers
     * @param function the coefficients of the logits
     */
    static ExactMinimum of(Network network, double[] function, double[] low, double[] high) {
        ExactMinimum exact = new ExactMinimum(network, function, low, high);
        Dense first = exact.layers.get(0);
        int patterns = exact.layers.size() > 2 ? 1 << first.bias().length : 1;
        for (int pattern = 0; pattern < patterns; pattern++) {
            exact.tryCorners(exact.planes(pattern));
        }
        return exact;
    }

    double value() {
        return least;
    }

    /** A point where it is reached. */
    double[] point() {
        return where;
    }

    /** Each as {@code normal x + offset = 0}, the offset last. */
    private List<double[]> planes(int pattern) {
        List<double[]> planes = new ArrayList<>();
        for (int i = 0; i < low.length; i++) {
            for (double side : new double[] {low[i], high[i]}) {
                double[] plane = new double[low.length + 1];
                plane[i] = 1;
                plane[low.length] = -side;
                planes.add(plane);
            }
        }
        List<double[]> first = affine(layers.get(0), identity());
        planes.addAll(first);
        if (layers.size() > 2) {
            List<double[]> on = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                on.add((pattern >> i & 1) == 1 ? first.get(i) : new double[low.length + 1]);
            }
            planes.addAll(affine(layers.get(1), on));
        }
        return planes;
    }

    private List<double[]> identity() {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < low.length; i++) {
            double[] row = new double[low.length + 1];
            row[i] = 1;
            rows.add(row);
        }
        return rows;
    }

    private List<double[]> affine(Dense dense, List<double[]> inputs) {
        List<double[]> rows = new ArrayList<>();
        int outputs = dense.bias().length;
        for (int j = 0; j < outputs; j++) {
            double[] row = new double[low.length + 1];
            row[low.length] = dense.bias()[j];
            for (int i = 0; i < inputs.size(); i++) {
                for (int k = 0; k < row.length; k++) {
                    row[k] += dense.weights()[i * outputs + j] * inputs.get(i)[k];
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private void tryCorners(List<double[]> planes) {
        choose(planes, 0, new ArrayList<>());
    }

    private void choose(List<double[]> planes, int from, List<double[]> chosen) {
        if (chosen.size() == low.length) {
            tryPoint(meeting(chosen));
            return;
        }
        for (int i = from; i < planes.size(); i++) {
            chosen.add(planes.get(i));
            choose(planes, i + 1, chosen);
            chosen.remove(chosen.size() - 1);
        }
    }

    /** By Gaussian elimination; empty where planes are parallel. */
    private static double[] meeting(List<double[]> planes) {
        int n = planes.size();
        double[][] rows = planes.stream().map(double[]::clone).toArray(double[][]::new);
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                pivot = Math.abs(rows[row][column]) > Math.abs(rows[pivot][column]) ? row : pivot;
            }
            if (Math.abs(rows[pivot][column]) < SINGULAR) {
                return new double[0];
            }
            double[] swapped = rows[pivot];
            rows[pivot] = rows[column];
            rows[column] = swapped;
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    double share = rows[row][column] / rows[column][column];
                    for (int k = column; k <= n; k++) {
                        rows[row][k] -= share * rows[column][k];
                    }
                }
            }
        }
        double[] point = new double[n];
        for (int i = 0; i < n; i++) {
            point[i] = -rows[i][n] / rows[i][i];
        }
        return point;
    }

    private void tryPoint(double[] point) {
        if (point.length == 0) {
            return;
        }
        for (int i = 0; i < point.length; i++) {
            if (!(point[i] >= low[i] - OUTSIDE && point[i] <= high[i] + OUTSIDE)) {
                return;
            }
            point[i] = Math.max(low[i], Math.min(high[i], point[i]));
        }
        double value = value(point);
        if (value < least) {
            least = value;
            where = point;
        }
    }

    /** The function at a point. */
    private double value(double[] point) {
        double[] values = point;
        for (int layer = 0; layer < layers.size(); layer++) {
            Dense dense = layers.get(layer);
            int outputs = dense.bias().length;
            double[] next = new double[outputs];
            for (int j = 0; j < outputs; j++) {
                next[j] = dense.bias()[j];
                for (int i = 0; i < values.length; i++) {
                    next[j] += values[i] * dense.weights()[i * outputs + j];
                }
                next[j] = layer < layers.size() - 1 ? Math.max(0, next[j]) : next[j];
            }
            values = next;
        }
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
            sum += function[j] * values[j];
        }
        return sum;
    }
}
