package org.robustness4j.internal.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.model.internal.ClassNames;

/**
 * An adversarial example as a picture: the clean image, the perturbation, amplified by the factor that is printed under
 * it, and the adversarial image side by side, and under each what the model takes it for. The form is that of figure 1
 * of Goodfellow, Shlens, Szegedy, arXiv 1412.6572.
 */
public final class AdversarialFigure {

    private static final int PANEL = 168;
    private static final int GAP = 32;
    private static final int MARGIN = 12;
    private static final int LINES = 3;
    private static final int LINE = BitmapFont.HEIGHT + 3;
    private static final int BACKGROUND = 0xffffff;
    private static final int INK = 0x202020;
    private static final int RED = 0xb00020;

    private final AdversarialExample example;
    private final ClassNames classNames;

    public AdversarialFigure(AdversarialExample example, ClassNames classNames) {
        this.example = example;
        this.classNames = classNames;
    }

    /** Whether samples of a shape can be drawn: images of one channel or of three. */
    public static boolean canDraw(InputShape shape) {
        boolean isImage = shape.layout() == Layout.NCHW || shape.layout() == Layout.NHWC;
        return isImage && (shape.channels() == 1 || shape.channels() == 3);
    }

    /**
     * The figure as a PNG file; the same bytes on every machine.
     *
     * @throws IllegalArgumentException if the samples are no images of one channel or of three
     */
    public byte[] png() {
        if (!canDraw(example.shape())) {
            throw new IllegalArgumentException(
                    "Only images of one channel or of three can be drawn, but samples are " + example.shape());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(drawn(), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture cannot be encoded", e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage drawn() {
        int scale = Math.max(
                1, PANEL / Math.max(example.shape().width(), example.shape().height()));
        int width = Math.max(PANEL, scale * example.shape().width());
        int height = scale * example.shape().height();
        BufferedImage figure = new BufferedImage(
                2 * MARGIN + 3 * width + 2 * GAP, 2 * MARGIN + height + 4 + LINES * LINE, BufferedImage.TYPE_INT_RGB);
        fill(figure);
        boolean fooled = example.onAdversarial().label() != example.onClean().label();
        String[] titles = {
            example.label() < 0 ? "noise" : "sample " + example.index() + ": " + classNames.of(example.label()),
            String.format(Locale.ROOT, "change x %.3g", example.amplification()),
            example.label() < 0 ? "fake" : "adversarial"
        };
        Prediction[] predictions = {example.onClean(), example.onPerturbation(), example.onAdversarial()};
        float[][] images = {example.clean(), example.perturbation(), example.adversarial()};
        BitmapFont font = new BitmapFont();
        for (int k = 0; k < images.length; k++) {
            int left = MARGIN + k * (width + GAP);
            draw(figure, images[k], left, MARGIN, scale);
            int top = MARGIN + height + 4;
            font.draw(figure, titles[k], left, top, width + GAP - BitmapFont.WIDTH, INK);
            font.draw(
                    figure,
                    "\"" + classNames.of(predictions[k].label()) + "\"",
                    left,
                    top + LINE,
                    width + GAP - BitmapFont.WIDTH,
                    k == 2 && fooled ? RED : INK);
            font.draw(figure, Percentage.brief(predictions[k].confidence()), left, top + 2 * LINE, width, INK);
            if (k > 0) {
                String sign = k == 1 ? "+" : "=";
                font.draw(
                        figure,
                        sign,
                        left - (GAP + BitmapFont.WIDTH) / 2,
                        MARGIN + (height - BitmapFont.HEIGHT) / 2,
                        GAP,
                        INK);
            }
        }
        return figure;
    }

    private static void fill(BufferedImage image) {
        int[] row = new int[image.getWidth()];
        Arrays.fill(row, BACKGROUND);
        for (int y = 0; y < image.getHeight(); y++) {
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    private void draw(BufferedImage figure, float[] pixels, int left, int top, int scale) {
        InputShape shape = example.shape();
        for (int y = 0; y < scale * shape.height(); y++) {
            for (int x = 0; x < scale * shape.width(); x++) {
                figure.setRGB(left + x, top + y, colour(pixels, y / scale, x / scale));
            }
        }
    }

    private int colour(float[] pixels, int y, int x) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            int channel = example.shape().channels() == 1 ? 0 : c;
            double share = (pixels[position(channel, y, x)] - example.domain().minimum())
                    / example.domain().width();
            colour = colour << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, share)));
        }
        return colour;
    }

    private int position(int channel, int y, int x) {
        InputShape shape = example.shape();
        return shape.layout() == Layout.NHWC
                ? (y * shape.width() + x) * shape.channels() + channel
                : (channel * shape.height() + y) * shape.width() + x;
    }
}
