package org.robustness4j.internal.replay;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/**
 * A sample as a PNG file of 16 bits a channel, the declared range spread over 0 to 65535: changes of a thousandth of
 * the range survive it.
 *
 * @param shape of the sample: an image of one channel or of three
 * @param domain the values a feature may take
 */
record SixteenBitPicture(InputShape shape, Domain domain) {

    private static final int WHITE = 0xffff;

    /** Whether samples of a shape are images of one channel or of three. */
    static boolean canDraw(InputShape shape) {
        boolean isImage = shape.layout() == Layout.NCHW || shape.layout() == Layout.NHWC;
        return isImage && (shape.channels() == 1 || shape.channels() == 3);
    }

    /** The file; values outside the domain are clipped. */
    byte[] png(float[] sample) {
        BufferedImage image = empty();
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    raster.setSample(x, y, channel, level(sample[feature(channel, y, x)]));
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture cannot be encoded", e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage empty() {
        if (shape.channels() == 1) {
            return new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_USHORT_GRAY);
        }
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_USHORT, shape.width(), shape.height(), shape.channels(), null);
        return new BufferedImage(colours, raster, false, null);
    }

    private int feature(int channel, int y, int x) {
        return shape.layout() == Layout.NHWC
                ? (y * shape.width() + x) * shape.channels() + channel
                : (channel * shape.height() + y) * shape.width() + x;
    }

    private int level(float value) {
        long level = Math.round(((double) value - domain.minimum()) / domain.width() * WHITE);
        return (int) Math.max(0, Math.min(WHITE, level));
    }
}
