package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.query.PixelGrid.Window;
import org.robustness4j.threat.Norm;

/**
 * The squares of Square in L2 and L1 (algorithm 3 of its paper). All pixels share the size of a perturbation there: a
 * window gets the size that another one had, and what the ball has left, as a bump on top of what it holds already.
 *
 * <p>In L1 bumps are peaks, a window of several channels gets as many times that size, and the whole is projected onto
 * the ball and the range: the variant of the attack that AutoAttack runs in L1 (Croce, Hein: Mind the box, arXiv
 * 2103.01208).
 */
final class L2Squares implements SquareProposals {

    /** How many bumps lie side by side at first. */
    static final int TILES = 5;

    private static final int SMALLEST_SIDE = 3;

    /** Stands for a size of zero, in the data's own units, or as a share of a very small epsilon. */
    private static final double NOTHING = 1e-12;

    private static final double SHARE_OF_EPSILON = 1e-6;

    private static final Window NO_WINDOW = new Window(0, 0, 0, 0);

    private final PixelGrid grid;
    private final RandomGenerator random;
    private final AttackedSample sample;
    private final float[] clean;
    private final Norm norm;
    private final double epsilon;
    private final int power;
    private final double nothing;

    L2Squares(AttackedSample sample, PixelGrid grid, Norm norm, double epsilon) {
        this.grid = grid;
        this.random = sample.random();
        this.sample = sample;
        this.clean = sample.region().clean();
        this.norm = norm;
        this.epsilon = epsilon;
        this.power = norm == Norm.L2 ? 2 : 1;
        this.nothing = Math.min(NOTHING, SHARE_OF_EPSILON * epsilon);
    }

    @Override
    public float[] first() {
        double[] delta = new double[clean.length];
        int rows = Math.max(1, grid.height() / TILES);
        int columns = Math.max(1, grid.width() / TILES);
        for (int row = 0; row + rows <= grid.height(); row += rows) {
            for (int column = 0; column + columns <= grid.width(); column += columns) {
                Window tile = new Window(row, column, rows, columns);
                double[][] bump = bump(tile);
                for (int channel = 0; channel < grid.channels(); channel++) {
                    add(delta, channel, tile, bump, random.nextBoolean() ? 1 : -1);
                }
            }
        }
        return inBall(stretched(delta));
    }

    /** In L1, where all tiles together are larger than most balls, the peaks that a projection leaves of them. */
    private double[] stretched(double[] delta) {
        double width = sample.threatModel().domain().width();
        for (int i = 0; norm == Norm.L1 && i < delta.length; i++) {
            delta[i] *= width;
        }
        return delta;
    }

    private float[] inBall(double[] delta) {
        if (norm == Norm.L2 || norm.size(delta) <= epsilon) {
            return sample.region().onSurface(delta);
        }
        return sample.region().after(delta);
    }

    @Override
    public float[] next(float[] best, double share) {
        int side = grid.side(share);
        int odd = Math.max(SMALLEST_SIDE, side) | 1;
        Window to = grid.window(odd, odd, random);
        Window from = grid.window(odd, odd, random);
        double[] delta = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) best[i] - clean[i];
        }
        double all = Math.pow(norm.size(delta), power);
        double held = mass(delta, to);
        double moved = held + massOutside(delta, from, to);
        double budget = Math.max(0, Math.pow(epsilon, power) - all) + moved;
        clear(delta, from, to);
        pileUp(delta, to, 1 / (nothing + root(held)), root(budget) * (norm == Norm.L1 ? grid.channels() : 1));
        return inBall(delta);
    }

    /** A bump on top of what the window holds, both of size 1 before, and together of a given size. */
    private void pileUp(double[] delta, Window window, double shrinking, double size) {
        double[][] bump = bump(window);
        double sum = 0;
        for (int channel = 0; channel < grid.channels(); channel++) {
            int sign = random.nextBoolean() ? 1 : -1;
            for (int row = 0; row < window.height(); row++) {
                for (int column = 0; column < window.width(); column++) {
                    int i = grid.index(channel, window.row() + row, window.column() + column);
                    if (!sample.region().isMutable(i)) {
                        continue;
                    }
                    delta[i] = delta[i] * shrinking + sign * bump[row][column];
                    sum += powered(delta[i]);
                }
            }
        }
        double factor = size / Math.max(nothing, root(sum));
        for (int channel = 0; channel < grid.channels(); channel++) {
            for (int row = window.row(); row < window.row() + window.height(); row++) {
                for (int column = window.column(); column < window.column() + window.width(); column++) {
                    delta[grid.index(channel, row, column)] *= factor;
                }
            }
        }
    }

    private double mass(double[] delta, Window window) {
        return massOutside(delta, window, NO_WINDOW);
    }

    /** The sum of the squares, or in L1 of the sizes, in a window without the part that lies in another. */
    private double massOutside(double[] delta, Window window, Window excluded) {
        double sum = 0;
        for (int channel = 0; channel < grid.channels(); channel++) {
            for (int row = window.row(); row < window.row() + window.height(); row++) {
                for (int column = window.column(); column < window.column() + window.width(); column++) {
                    sum += excluded.contains(row, column) ? 0 : powered(delta[grid.index(channel, row, column)]);
                }
            }
        }
        return sum;
    }

    private void clear(double[] delta, Window window, Window kept) {
        for (int channel = 0; channel < grid.channels(); channel++) {
            for (int row = window.row(); row < window.row() + window.height(); row++) {
                for (int column = window.column(); column < window.column() + window.width(); column++) {
                    if (!kept.contains(row, column)) {
                        delta[grid.index(channel, row, column)] = 0;
                    }
                }
            }
        }
    }

    private double powered(double value) {
        return power == 2 ? value * value : Math.abs(value);
    }

    private double root(double mass) {
        return power == 2 ? Math.sqrt(mass) : mass;
    }

    private void add(double[] delta, int channel, Window window, double[][] bump, int sign) {
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                delta[grid.index(channel, window.row() + row, window.column() + column)] += sign * bump[row][column];
            }
        }
    }

    /** One half of a window up, the other down, each falling off from its middle; of size 1, and turned at random. */
    private double[][] bump(Window window) {
        boolean turned = random.nextBoolean() && window.height() > 1;
        int along = turned ? window.width() : window.height();
        int across = turned ? window.height() : window.width();
        double[][] half = new double[along][across];
        int middle = along / 2;
        fill(half, 0, middle, across, 1);
        fill(half, middle, along - middle, across, -1);
        double[][] bump = new double[window.height()][window.width()];
        double[] all = new double[window.height() * window.width()];
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                bump[row][column] = turned ? half[column][row] : half[row][column];
                all[row * window.width() + column] = bump[row][column];
            }
        }
        double size = norm.size(all);
        for (double[] line : bump) {
            for (int column = 0; size > 0 && column < line.length; column++) {
                line[column] /= size;
            }
        }
        return bump;
    }

    /**
     * Rectangles around the middle, each larger than the one before by a pixel on all sides, of weights 1, 1/4, 1/9,
     * ...; in L1, where a peak does more than a hill, the squares of those.
     */
    private void fill(double[][] bump, int first, int rows, int columns, int sign) {
        double[] values = new double[rows * columns];
        int middleRow = rows / 2;
        int middleColumn = columns / 2;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int ring = Math.max(Math.abs(row - middleRow), Math.abs(column - middleColumn));
                for (int k = ring; k <= Math.max(middleRow, middleColumn); k++) {
                    double weight = 1.0 / ((k + 1.0) * (k + 1.0));
                    values[row * columns + column] += norm == Norm.L1 ? weight * weight : weight;
                }
            }
        }
        double size = norm.size(values);
        for (int row = 0; size > 0 && row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                bump[first + row][column] = sign * values[row * columns + column] / size;
            }
        }
    }
}
