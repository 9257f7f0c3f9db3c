package org.robustness4j.data.file;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;
import org.robustness4j.data.file.internal.SampleRows;

/**
 * Image files of one size in a folder for each class, which are numbered in the order of the alphabet, as torchvision
 * numbers them, unless another order is given or their names are the numbers. The image files of a class come in the
 * order of their names. Values are 0 to 255 as they are stored, whatever colour profile a file has, divided by a divisor.
 *
 * <pre>{@code
 * Samples samples = new ImageFolder(Path.of("val"), 3).all();
 * }</pre>
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ImageFolder implements StoredSamples {

    private static final int COLOURS = 3;
    private static final Set<String> OTHERS = Set.of("db", "ini", "txt", "md", "json", "xml", "csv");
    private static final double BYTES = 255;

    /** Of a file of 16,777,216 pixels at most, whatever it is packed by. */
    private static final int MOST_BYTES = 1 << 28;

    private final FileStorage files;
    private final InputShape shape;
    private final float divisor;
    private final List<String> images = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> classes;
    private final String identity;

    /**
     * Images of this machine, whose values are divided by 255, for a model with its channels first.
     *
     * @param folder with a folder for each class
     * @param channels 1 for grey values, 3 for red, green and blue
     * @throws IllegalArgumentException if there is no image
     * @throws IOException if a file cannot be read
     */
    public ImageFolder(Path folder, int channels) throws IOException {
        this(FileStorage.LOCAL, folder.toString(), channels, false, BYTES);
    }

    /**
     * Lists the files, and looks at the first one.
     *
     * @param folder with a folder for each class
     * @param channels 1 for grey values, 3 for red, green and blue
     * @param channelsLast whether the model has its channels last
     * @param divisor of the values: 255 for values in [0, 1]
     * @throws IllegalArgumentException if there is no image
     * @throws IOException if a file cannot be read now
     */
    public ImageFolder(FileStorage files, String folder, int channels, boolean channelsLast, double divisor)
            throws IOException {
        this(files, folder, channels, channelsLast, divisor, List.of());
    }

    /**
     * Lists the files, and looks at the first one.
     *
     * @param folder with a folder for each class
     * @param channels 1 for grey values, 3 for red, green and blue
     * @param channelsLast whether the model has its channels last
     * @param divisor of the values: 255 for values in [0, 1]
     * @param order the names of the folders in the order of the model's classes; none for that of the alphabet
     * @throws IllegalArgumentException if there is no image, or a folder that is none of these
     * @throws IOException if a file cannot be read now
     */
    public ImageFolder(
            FileStorage files, String folder, int channels, boolean channelsLast, double divisor, List<String> order)
            throws IOException {
        if (channels != 1 && channels != COLOURS) {
            throw new IllegalArgumentException("Images have 1 or 3 channels, but " + channels + " were asked for");
        }
        this.files = files;
        this.divisor = Divisor.of(divisor);
        StringBuilder versions = new StringBuilder()
                .append(channels)
                .append(' ')
                .append(channelsLast)
                .append(' ')
                .append(divisor)
                .append('\n');
        List<StoredFile> folders =
                files.list(folder).stream().filter(StoredFile::isFolder).toList();
        List<String> names = folders.stream().map(StoredFile::name).toList();
        boolean areNumbers = order.isEmpty() && areNumbers(names);
        classes = areNumbers ? List.of() : order.isEmpty() ? names : ClassOrder.of(order);
        for (StoredFile each : folders) {
            int label = areNumbers ? Integer.parseInt(each.name()) : classes.indexOf(each.name());
            if (label < 0) {
                throw new IllegalArgumentException(folder + " holds the folder '" + each.name()
                        + "', but the classes are " + order + "; name all of them, in the order of the model's");
            }
            for (StoredFile file : files.list(each.path())) {
                if (isOther(file.name())) {
                    continue;
                }
                images.add(file.path());
                labels.add(label);
                versions.append(label).append(' ').append(file.version());
            }
        }
        if (images.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " holds no images; give a folder with one folder of images for each class");
        }
        BufferedImage first = image(images.get(0));
        this.shape =
                new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, channels, first.getHeight(), first.getWidth());
        this.identity = versions.toString();
    }

    /** Whether the ending of a file says that it is no image: notes, and what systems leave in folders. */
    private static boolean isOther(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return OTHERS.contains(ending);
    }

    /**
     * Whether folders are called by the numbers of their classes, so that one may be missing.
     *
     * @param names in the order of the alphabet
     * @throws IllegalArgumentException if that is another order than that of the numbers
     */
    private static boolean areNumbers(List<String> names) {
        if (names.isEmpty() || !names.stream().allMatch(name -> name.matches("\\d{1,9}"))) {
            return false;
        }
        for (int i = 1; i < names.size(); i++) {
            if (Integer.parseInt(names.get(i - 1)) >= Integer.parseInt(names.get(i))) {
                throw new IllegalArgumentException("The folders are called by numbers, and '" + names.get(i - 1)
                        + "' comes before '" + names.get(i) + "' in the alphabet, as torchvision and Keras number them;"
                        + " name all of them in the order of the model's classes");
            }
        }
        return true;
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return images.size();
    }

    /** The names of the folders, in the order of the classes; none if they are numbers. */
    @Override
    public List<String> classNames() {
        return classes;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        SampleRows rows = new SampleRows(shape);
        for (int i = from; i < to; i++) {
            rows.add(values(images.get(i)), labels.get(i), i);
        }
        return rows.samples();
    }

    @Override
    public Samples at(int[] indices) throws IOException {
        SampleRows rows = new SampleRows(shape);
        for (int index : indices) {
            rows.add(values(images.get(index)), labels.get(index), index);
        }
        return rows.samples();
    }

    @Override
    public int[] labels() {
        return labels.stream().mapToInt(Integer::intValue).toArray();
    }

    private BufferedImage image(String file) throws IOException {
        try (InputStream in = files.open(file, 0);
                ImageInputStream stream = ImageIO.createImageInputStream(
                        new ByteArrayInputStream(PlainJpeg.of(in.readNBytes(MOST_BYTES))))) {
            BufferedImage image = decoded(file, stream);
            if (image.getColorModel().getComponentSize(0) > Byte.SIZE) {
                throw new IllegalArgumentException(file + " has "
                        + image.getColorModel().getComponentSize(0) + " bits for each value; convert it to 8");
            }
            return image;
        } catch (IIOException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    file + " is damaged, or of a kind that is not read, such as CMYK: " + e.getMessage(), e);
        }
    }

    /** Java allocates an image before it sees the pixels, by the size that the file declares. */
    private static BufferedImage decoded(String file, ImageInputStream stream) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new IllegalArgumentException(
                    file + " is not an image that Java reads, or is damaged; JPEG, PNG, BMP, GIF and TIFF are read");
        }
        ImageReader reader = ofJava(readers);
        try {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width < 1 || height < 1 || (long) width * height > SampleRows.MOST_FEATURES) {
                throw new IllegalArgumentException(file + " is " + width + " x " + height + " pixels, but at most "
                        + SampleRows.MOST_FEATURES + " are read; scale it down");
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /** Another one on the class path would give other colours of the same file. */
    private static ImageReader ofJava(Iterator<ImageReader> readers) {
        ImageReader first = readers.next();
        ImageReader reader = first;
        while (!isOfJava(reader) && readers.hasNext()) {
            reader = readers.next();
        }
        return isOfJava(reader) ? reader : first;
    }

    private static boolean isOfJava(ImageReader reader) {
        return reader.getClass().getModule().getName() != null
                && reader.getClass().getModule().getName().equals("java.desktop");
    }

    private float[] values(String file) throws IOException {
        BufferedImage image = image(file);
        if (image.getWidth() != shape.width() || image.getHeight() != shape.height()) {
            throw new IllegalArgumentException(file + " is " + image.getWidth() + " x " + image.getHeight()
                    + " pixels, but " + images.get(0) + " " + shape.width() + " x " + shape.height()
                    + "; scale them to one size");
        }
        float[] values = new float[shape.features()];
        boolean isPalette = image.getColorModel() instanceof IndexColorModel;
        Raster raster = image.getRaster();
        boolean isGrey = !isPalette && raster.getNumBands() < COLOURS;
        int[] colours = new int[COLOURS];
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                for (int channel = 0; channel < COLOURS; channel++) {
                    colours[channel] = isPalette
                            ? (image.getRGB(column, row) >> ((COLOURS - 1 - channel) * Byte.SIZE)) & 0xff
                            : raster.getSample(column, row, isGrey ? 0 : channel);
                }
                for (int channel = 0; channel < shape.channels(); channel++) {
                    double value = shape.channels() == COLOURS || isGrey ? colours[channel] : luminance(colours);
                    values[shape.index(channel, row, column)] = (float) value / divisor;
                }
            }
        }
        return values;
    }

    /** ITU-R BT.601. */
    private static double luminance(int[] colours) {
        return 0.299 * colours[0] + 0.587 * colours[1] + 0.114 * colours[2];
    }
}
