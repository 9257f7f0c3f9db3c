package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.threat.FeasibleRegion;

/**
 * The pixels of a sample, in rows and columns; a flat sample or a sequence is a single row.
 *
 * @param shape the shape of the sample
 * @param channels the number of values at each place
 * @param height the number of rows
 * @param width the number of columns
 * @param places those with a feature that may change, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record PixelGrid(InputShape shape, int channels, int height, int width, int[] places) {

    static PixelGrid of(InputShape shape, FeasibleRegion region) {
        boolean isLine = shape.depth() * shape.height() * shape.width() == 1;
        InputShape seen = isLine ? new InputShape(shape.layout(), 1, 1, shape.values()) : sheet(shape);
        int width = isLine ? shape.values() : shape.width();
        int channels = isLine ? 1 : shape.channels();
        int[] places = IntStream.range(0, seen.height() * width)
                .filter(place -> IntStream.range(0, channels)
                        .map(channel -> seen.index(channel, place / width, place % width))
                        .anyMatch(region::isMutable))
                .toArray();
        return new PixelGrid(seen, channels, seen.height(), width, places);
    }

    /** The images of a volume lie under each other, as if they were one. */
    private static InputShape sheet(InputShape shape) {
        if (shape.depth() == 1) {
            return shape;
        }
        Layout layout = shape.isChannelsLast() ? Layout.NHWC : Layout.NCHW;
        return new InputShape(layout, shape.channels(), shape.depth() * shape.height(), shape.width());
    }

    int index(int channel, int row, int column) {
        return shape.index(channel, row, column);
    }

    /**
     * A window of at most the sides given, anywhere on the grid; one with a feature that may change, where not all may.
     */
    Window window(int rows, int columns, RandomGenerator random) {
        int windowHeight = Math.min(rows, height);
        int windowWidth = Math.min(columns, width);
        if (places.length < height * width) {
            int place = places[random.nextInt(places.length)];
            return new Window(
                    covering(place / width, windowHeight, height, random),
                    covering(place % width, windowWidth, width, random),
                    windowHeight,
                    windowWidth);
        }
        return new Window(
                random.nextInt(height - windowHeight + 1),
                random.nextInt(width - windowWidth + 1),
                windowHeight,
                windowWidth);
    }

    /** Where a stretch of some length may begin that covers a position. */
    private static int covering(int position, int length, int size, RandomGenerator random) {
        int first = Math.max(0, position - length + 1);
        int last = Math.min(position, size - length);
        return first + random.nextInt(last - first + 1);
    }

    /** The side of a square that covers a share of the grid; on a line its length. */
    int side(double share) {
        double side = height == 1 ? share * width : Math.sqrt(share * height * width);
        return Math.max(1, (int) Math.round(side));
    }

    /**
     * Some rows and columns.
     *
     * @param row the first row
     * @param column the first column
     * @param height the number of rows
     * @param width the number of columns
     */
    record Window(int row, int column, int height, int width) {

        boolean contains(int y, int x) {
            return y >= row && y < row + height && x >= column && x < column + width;
        }
    }
}
