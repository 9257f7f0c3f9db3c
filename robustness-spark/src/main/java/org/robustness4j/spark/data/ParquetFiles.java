package org.robustness4j.spark.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.data.file.internal.SampleRows;

/**
 * A Parquet file, or a folder of them in the order of their names, with a column {@code features}, a list of floats or
 * doubles, and a column {@code label}, an integer. Of a row group everything before the samples wanted has to be
 * decoded.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ParquetFiles implements StoredSamples {

    private static final String FEATURES = "features";
    private static final String LABEL = "label";

    /**
     * Any row group may have this many values, and a few times as many as its samples: other columns may stand beside.
     */
    private static final long VALUES_OF_A_GROUP = 1 << 20;

    private static final int TOLERANCE = 4;

    private static final Set<PrimitiveTypeName> NUMBERS = Set.of(PrimitiveTypeName.FLOAT, PrimitiveTypeName.DOUBLE);
    private static final Set<PrimitiveTypeName> LABELS =
            Set.of(PrimitiveTypeName.INT32, PrimitiveTypeName.INT64, PrimitiveTypeName.DOUBLE);

    private final HadoopFiles files;
    private final InputShape shape;
    private final FileSequence sequence;
    private final String identity;

    /**
     * Looks at the files' footers.
     *
     * @param file one file, or a folder of files
     * @param shape of a sample, whose values a row holds in the order of its layout
     * @throws IllegalArgumentException if there is no file, one is no Parquet file, or has no such columns
     * @throws IOException if a file cannot be read now
     */
    public ParquetFiles(HadoopFiles files, String file, InputShape shape) throws IOException {
        this.files = files;
        this.shape = shape;
        StoredFile status = files.status(file);
        List<StoredFile> found = status.isFolder() ? files.filesIn(file) : List.of(status);
        List<String> paths = found.stream().map(StoredFile::path).toList();
        this.identity = shape + "\n" + found.stream().map(StoredFile::version).toList();
        List<Integer> counts = new ArrayList<>();
        for (String path : paths) {
            try (ParquetFileReader reader = open(path)) {
                requireColumns(path, reader.getFileMetaData().getSchema());
                counts.add(rows(path, reader));
            }
        }
        this.sequence = new FileSequence(paths, counts);
    }

    /**
     * The rows, whose groups have to promise no more values than rows of such samples have: they are decoded at once.
     */
    private int rows(String path, ParquetFileReader reader) {
        long rows = 0;
        for (BlockMetaData group : reader.getFooter().getBlocks()) {
            long most = VALUES_OF_A_GROUP + (long) TOLERANCE * shape.features() * group.getRowCount();
            for (ColumnChunkMetaData column : group.getColumns()) {
                boolean isTooLarge = column.getValueCount() > most
                        || column.getTotalUncompressedSize() > TOLERANCE * Double.BYTES * most;
                if (group.getRowCount() < 0 || column.getValueCount() < 0 || isTooLarge) {
                    throw new IllegalArgumentException(path + " promises " + column.getValueCount() + " values in "
                            + column.getTotalUncompressedSize() + " bytes for " + group.getRowCount() + " rows of "
                            + column.getPath() + ", but a sample of the shape " + shape + " has " + shape.features()
                            + "; write it again with such samples alone");
                }
            }
            rows = Math.max(rows, rows + group.getRowCount());
        }
        if (rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    path + " holds " + rows + " rows, but at most " + Integer.MAX_VALUE + " are read; split it");
        }
        return (int) rows;
    }

    private ParquetFileReader open(String path) throws IOException {
        try {
            return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(path), files.configuration()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    path + " is not a Parquet file, or is damaged: " + e.getMessage() + "; write or copy it again", e);
        }
    }

    private static void requireColumns(String path, MessageType schema) {
        if (!schema.containsField(FEATURES) || !schema.containsField(LABEL)) {
            throw new IllegalArgumentException(path + " has the columns "
                    + schema.getFields().stream().map(Type::getName).toList() + "; needed are " + FEATURES
                    + ", a list of floats or doubles, and " + LABEL + ", an integer");
        }
        Type label = schema.getType(LABEL);
        Type features = schema.getType(FEATURES);
        boolean isList = features.isPrimitive()
                ? isNumber(features)
                : features.asGroupType().getFieldCount() == 1
                        && isListOfNumbers(features.asGroupType().getType(0));
        if (!label.isPrimitive() || !LABELS.contains(label.asPrimitiveType().getPrimitiveTypeName()) || !isList) {
            throw new IllegalArgumentException(path + " has a column " + FEATURES + " of the type " + features
                    + " and a column " + LABEL + " of the type " + label
                    + "; needed are a list of floats or doubles (of a"
                    + " vector of Spark ML take vector_to_array), and an integer or a double");
        }
    }

    private static boolean isListOfNumbers(Type element) {
        return element.isRepetition(Type.Repetition.REPEATED)
                && !element.isPrimitive()
                && element.asGroupType().getFieldCount() == 1
                && element.asGroupType().getType(0).isPrimitive()
                && isNumber(element.asGroupType().getType(0));
    }

    private static boolean isNumber(Type type) {
        return NUMBERS.contains(type.asPrimitiveType().getPrimitiveTypeName());
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return sequence.size();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        return sequence.read(shape, from, to, this::readInto);
    }

    private void readInto(SampleRows rows, String path, int start, int from, int to) throws IOException {
        int next = start;
        try (ParquetFileReader reader = open(path)) {
            MessageType whole = reader.getFileMetaData().getSchema();
            MessageType schema = new MessageType(whole.getName(), whole.getType(FEATURES), whole.getType(LABEL));
            reader.setRequestedSchema(schema);
            for (BlockMetaData group : reader.getFooter().getBlocks()) {
                int end = next + Math.toIntExact(group.getRowCount());
                if (next >= to) {
                    return;
                }
                if (end <= from) {
                    reader.skipNextRowGroup();
                    next = end;
                    continue;
                }
                PageReadStore pages = reader.readNextRowGroup();
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (; next < Math.min(end, to); next++) {
                    Group row = records.read();
                    if (next >= from) {
                        rows.add(features(row, path, next), label(row, path, next), next);
                    }
                }
                next = end;
            }
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    path + " cannot be read near sample " + next + ": " + e.getMessage()
                            + "; if that stays so, write or copy it again",
                    e);
        }
    }

    private static int label(Group row, String path, int index) {
        return switch (row.getType().getType(LABEL).asPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> Math.toIntExact(row.getLong(LABEL, 0));
            case DOUBLE -> {
                double label = row.getDouble(LABEL, 0);
                if (label != Math.rint(label)) {
                    throw new IllegalArgumentException("Sample " + index + " in " + path + " has the label " + label
                            + "; a class is a whole number");
                }
                yield (int) label;
            }
            default -> row.getInteger(LABEL, 0);
        };
    }

    /** The values of a list of three levels, as Spark writes it, or of a repeated column. */
    private float[] features(Group row, String path, int index) {
        boolean isRepeated = row.getType().getType(FEATURES).isPrimitive();
        Group list = isRepeated ? row : row.getGroup(FEATURES, 0);
        int column = isRepeated ? row.getType().getFieldIndex(FEATURES) : 0;
        int length = list.getFieldRepetitionCount(column);
        if (length != shape.features()) {
            throw new IllegalArgumentException("Sample " + index + " in " + path + " has " + length
                    + " values, but a sample of the shape " + shape + " has " + shape.features());
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = isRepeated ? value(list, column, i) : value(list.getGroup(column, i), 0, 0);
        }
        return values;
    }

    private static float value(Group group, int column, int place) {
        return group.getType().getType(column).asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE
                ? (float) group.getDouble(column, place)
                : group.getFloat(column, place);
    }
}
