package org.robustness4j.data.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JPEG file without its colour profile: Java would convert the colours by it, and those who train networks in Python do
 * not. Other files stay as they are.
 */
final class PlainJpeg {

    private static final int MARKER = 0xff;
    private static final int START = 0xd8;
    private static final int SCAN = 0xda;
    private static final int PROFILE = 0xe2;
    private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);

    private PlainJpeg() {}

    static byte[] of(byte[] file) {
        if (file.length < 4 || (file[0] & MARKER) != MARKER || (file[1] & MARKER) != START) {
            return file;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(file.length);
        plain.write(file, 0, 2);
        int at = 2;
        while (at + 4 <= file.length && (file[at] & MARKER) == MARKER && (file[at + 1] & MARKER) != SCAN) {
            int length = 2 + ((file[at + 2] & MARKER) << Byte.SIZE | (file[at + 3] & MARKER));
            if (at + length > file.length) {
                return file;
            }
            if (!isProfile(file, at, length)) {
                plain.write(file, at, length);
            }
            at += length;
        }
        plain.write(file, at, file.length - at);
        return plain.toByteArray();
    }

    private static boolean isProfile(byte[] file, int at, int length) {
        int content = at + 4;
        return (file[at + 1] & MARKER) == PROFILE
                && length >= 4 + NAME.length
                && Arrays.equals(file, content, content + NAME.length, NAME, 0, NAME.length);
    }
}
