package org.robustness4j.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A zip file of stored entries, as no library would write it: entries and table of contents need not agree. */
final class RawZip {

    private static final int ENCRYPTED = 1;

    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Entry(String name, byte[] content, int flags, boolean isWritten, boolean isListed) {

        private ByteBuffer common(int bytes) {
            CRC32 crc = new CRC32();
            crc.update(content);
            return ByteBuffer.allocate(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 20)
                    .putShort((short) flags)
                    .putShort((short) 0)
                    .putInt(0x0021_0000)
                    .putInt((int) crc.getValue())
                    .putInt(content.length)
                    .putInt(content.length)
                    .putShort((short) name.length())
                    .putShort((short) 0);
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    RawZip entry(String name, byte[] content) {
        entries.add(new Entry(name, content, 0, true, true));
        return this;
    }

    RawZip hidden(String name, byte[] content) {
        entries.add(new Entry(name, content, 0, true, false));
        return this;
    }

    RawZip onlyListed(String name, byte[] content) {
        entries.add(new Entry(name, content, 0, false, true));
        return this;
    }

    RawZip encrypted(String name, byte[] content) {
        entries.add(new Entry(name, content, ENCRYPTED, true, true));
        return this;
    }

    Path write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        int listed = 0;
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            int offset = out.size();
            if (entry.isWritten()) {
                out.write(little(0x04034b50));
                out.write(entry.common(26).array());
                out.write(name);
                out.write(entry.content());
            }
            if (entry.isListed()) {
                listed++;
                table.write(little(0x02014b50));
                table.write(new byte[] {20, 0});
                table.write(entry.common(26).array());
                table.write(new byte[10]);
                table.write(little(entry.isWritten() ? offset : 0));
                table.write(name);
            }
        }
        int start = out.size();
        out.write(table.toByteArray());
        out.write(little(0x06054b50));
        out.write(ByteBuffer.allocate(18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putShort((short) listed)
                .putShort((short) listed)
                .putInt(table.size())
                .putInt(start)
                .array());
        return Files.write(file, out.toByteArray());
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
