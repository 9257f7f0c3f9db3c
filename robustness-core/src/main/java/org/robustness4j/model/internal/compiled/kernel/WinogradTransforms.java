package org.robustness4j.model.internal.compiled.kernel;

/**
 * The three transforms of Winograd's minimal filtering F(2 x 2, 3 x 3): of windows {@code G w G^T}, of tiles of the
 * input {@code B^T x B} and of sums of products {@code A^T m A}, those of rows, of columns, as the matrices stand in
 * Lavin and Gray, arXiv 1509.09308, equation (10).
 */
final class WinogradTransforms {

    /** The rows, and columns, of a tile of the input. */
    static final int TILE = 4;

    /** The rows, and columns, of what a tile gives, and by how much tiles move. */
    static final int STEP = 2;

    /** The rows, and columns, of a window. */
    static final int WINDOW = 3;

    static final int VALUES_OF_A_TILE = TILE * TILE;

    static final int VALUES_OF_A_WINDOW = WINDOW * WINDOW;

    private WinogradTransforms() {}

    /**
     * The transform of a window, computed in float64.
     *
     * @param from where it stands, row by row
     * @param transformed receives a tile
     */
    static void ofWindow(float[] window, int from, float[] transformed) {
        double[] rows = new double[TILE * WINDOW];
        for (int x = 0; x < WINDOW; x++) {
            double first = window[from + x];
            double second = window[from + WINDOW + x];
            double third = window[from + 2 * WINDOW + x];
            rows[x] = first;
            rows[WINDOW + x] = (first + second + third) / 2;
            rows[2 * WINDOW + x] = (first - second + third) / 2;
            rows[3 * WINDOW + x] = third;
        }
        for (int y = 0; y < TILE; y++) {
            double first = rows[WINDOW * y];
            double second = rows[WINDOW * y + 1];
            double third = rows[WINDOW * y + 2];
            transformed[TILE * y] = (float) first;
            transformed[TILE * y + 1] = (float) ((first + second + third) / 2);
            transformed[TILE * y + 2] = (float) ((first - second + third) / 2);
            transformed[TILE * y + 3] = (float) third;
        }
    }

    /** A window that is turned by 180 degrees has the same transform, but for its outer rows, which are exchanged. */
    static int turned(int row) {
        return row == 0 || row == TILE - 1 ? TILE - 1 - row : row;
    }

    /** Along one axis: four rows, or columns, of many tiles become those of their transforms. */
    static void ofInput(float[] a, float[] b, float[] c, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            float second = b[i];
            float third = c[i];
            a[i] -= third;
            b[i] = second + third;
            c[i] = third - second;
            d[i] = second - d[i];
        }
    }

    /** Along one axis: the first two of four rows, or columns, of many tiles become those of their outputs. */
    static void ofSums(float[] a, float[] b, float[] c, float[] d, int n) {
        for (int i = 0; i < n; i++) {
            float second = b[i];
            float third = c[i];
            a[i] += second + third;
            b[i] = second - third - d[i];
        }
    }
}
