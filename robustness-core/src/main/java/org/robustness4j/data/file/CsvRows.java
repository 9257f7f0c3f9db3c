package org.robustness4j.data.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The rows of a table, one after the other. */
final class CsvRows implements AutoCloseable {

    private static final int SHOWN = 40;
    private static final int MOST_COLUMNS = 1 << 20;
    private static final int LONGEST_LINE = 1 << 24;
    private static final int FIRST_LINE = LONGEST_LINE;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String file;
    private final CsvLayout layout;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> lines;
    private final int[] columns;
    private final float[] values;
    private @Nullable CsvRecord line;
    private int read;

    CsvRows(FileStorage files, String file, CsvLayout layout) throws IOException {
        this.file = file;
        this.layout = layout;
        this.columns = layout.features().stream().mapToInt(Integer::intValue).toArray();
        this.values = new float[columns.length];
        this.reader = reader(files, file, layout.separator());
        this.lines = reader.iterator();
        boolean isOpen = false;
        try {
            if (layout.hasNames() && hasNext(lines, file)) {
                lines.next();
            }
            isOpen = true;
        } finally {
            if (!isOpen) {
                reader.close();
            }
        }
    }

    /** What a file holds, as text; bytes that are no UTF-8 are an error and not replaced. */
    private static BufferedReader text(FileStorage files, String file) throws IOException {
        if (files.status(file).isFolder()) {
            throw new IllegalArgumentException(file + " is a folder; give a file of comma-separated values");
        }
        InputStream in = files.open(file, 0);
        try {
            InputStream unpacked =
                    file.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(
                            unpacked,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    1 << 16);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            in.close();
            throw unreadable(file, e);
        }
    }

    static CsvReader<CsvRecord> reader(FileStorage files, String file, char separator) throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_LINE)
                .trimWhitespacesAroundQuotes(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .build(
                        CsvRecordHandler.of(
                                handler -> handler.maxFields(MOST_COLUMNS).maxRecordSize(LONGEST_LINE)),
                        text(files, file));
    }

    /** What separates the cells of the first line: of some characters the one that is there most often. */
    static char separatorOf(FileStorage files, String file, String separators) throws IOException {
        long[] counts = new long[separators.length()];
        try (BufferedReader reader = text(files, file)) {
            boolean isQuoted = false;
            boolean isBlank = true;
            int next = reader.read();
            for (int i = 0; next >= 0 && (isQuoted || isBlank || (next != '\n' && next != '\r')); i++) {
                if (i > FIRST_LINE) {
                    throw new IllegalArgumentException(file + " has no end of line in its first " + FIRST_LINE
                            + " characters; give a table as text");
                }
                isQuoted ^= next == '"';
                isBlank &= Character.isWhitespace(next);
                int separator = separators.indexOf(next);
                if (!isQuoted && separator >= 0) {
                    counts[separator]++;
                }
                next = reader.read();
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return separators.charAt(best);
    }

    private static IOException unreadable(String file, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            throw new IllegalArgumentException(
                    file + " is no text in UTF-8; save it in that encoding, or give its format if it is no table",
                    cause);
        }
        if (cause instanceof ZipException || cause instanceof EOFException) {
            throw new IllegalArgumentException(
                    file + " is called .gz, but is damaged or not packed by gzip (" + cause.getMessage()
                            + "); copy it again",
                    cause);
        }
        return cause;
    }

    static boolean hasNext(Iterator<CsvRecord> lines, String file) throws IOException {
        try {
            return lines.hasNext();
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNull(e.getCause()));
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw unreadable(file, cause);
            }
            String reason = e.getCause() == null
                    ? e.getMessage()
                    : e.getMessage() + ": " + e.getCause().getMessage();
            throw new IllegalArgumentException(
                    file + " cannot be read as a table: " + reason + "; at most " + MOST_COLUMNS
                            + " columns are read, and " + LONGEST_LINE + " characters of a line",
                    e);
        }
    }

    /** Goes to the next row, if there is one. */
    boolean next() throws IOException {
        if (!hasNext(lines, file)) {
            line = null;
            return false;
        }
        CsvRecord next = lines.next();
        if (next.getFieldCount() != layout.names().size()) {
            throw new IllegalArgumentException(file + ", line " + next.getStartingLineNumber() + ", has "
                    + next.getFieldCount() + " cells, but the first line has "
                    + layout.names().size() + "; give each row a cell for each column");
        }
        line = next;
        read++;
        return true;
    }

    /** The number of rows so far. */
    int read() {
        return read;
    }

    private CsvRecord line() {
        if (line == null) {
            throw new NoSuchElementException("no row");
        }
        return line;
    }

    /** For messages. */
    String place() {
        return file + ", line " + line().getStartingLineNumber();
    }

    String label() {
        String label = line().getField(layout.label()).strip();
        if (label.isEmpty()) {
            throw new IllegalArgumentException(place() + ", has no label in the column '" + layout.labelName()
                    + "'; leave out rows whose class is not known");
        }
        return label;
    }

    /** @throws IllegalArgumentException naming line and column, if a feature is no finite number */
    void check() {
        values(1);
    }

    /**
     * The features of the row, in an array that is used again.
     *
     * @throws IllegalArgumentException naming line and column, if one is no finite number
     */
    float[] values(float divisor) {
        for (int i = 0; i < values.length; i++) {
            String cell = line().getField(columns[i]);
            Float value = numberOrNull(cell);
            if (value == null) {
                String column = layout.names().get(columns[i]);
                throw new IllegalArgumentException(place() + ", has "
                        + (cell.isBlank() ? "no value" : "'" + shortened(cell) + "', which is no finite number,")
                        + " in the column '" + column + "'; fill in what is missing as it was done for training, write"
                        + " decimals with a point, or ignore the column");
            }
            values[i] = value / divisor;
        }
        return values;
    }

    /** The number in a cell, null if it is none, or not a finite one. */
    static @Nullable Float numberOrNull(String cell) {
        String text = cell.strip();
        // Java reads 1f and 0x1p3 as numbers, and no table means them
        if (text.isEmpty() || !isDecimal(text)) {
            return null;
        }
        try {
            float value = Float.parseFloat(text);
            return Float.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if ((character < '0' || character > '9') && "+-.eE".indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
