package org.robustness4j.dl4j.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes HDF5 as h5py does for Keras: groups as symbol tables, arrays of float32 in one piece, attributes of text. For
 * models of our own, and for files that are then damaged.
 */
@SuppressWarnings("ByteBufferBackingArray") // of buffers that were allocated here
public final class Hdf5Writer {

    private static final int LEAF = 4;
    private static final int TREE = 16;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    /** A group that is being described. */
    public static final class Group {

        private final Map<String, Object> children = new TreeMap<>();
        private final Map<String, String[]> attributes = new LinkedHashMap<>();

        /** The group of that name, a new one the first time. */
        public Group group(String name) {
            return (Group) children.computeIfAbsent(name, key -> new Group());
        }

        /** Adds an array. */
        public Group array(String name, float[] values, long... shape) {
            children.put(name, new Values(values, shape));
            return this;
        }

        /** Adds an attribute of one text. */
        public Group text(String name, String text) {
            attributes.put(name, new String[] {text, ""});
            return this;
        }

        /** Adds an attribute of a list of texts. */
        public Group texts(String name, String... texts) {
            attributes.put(name, texts.clone());
            return this;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Values(float[] values, long[] shape) {}

    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record Message(int type, byte[] data) {}

    /** The bytes of a file. */
    public static byte[] write(Group root) {
        Hdf5Writer writer = new Hdf5Writer();
        writer.space(96);
        long header = writer.group(root);
        long end = writer.bytes.position();
        writer.bytes.position(0);
        writer.bytes
                .put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'})
                .put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0})
                .putShort((short) LEAF)
                .putShort((short) TREE)
                .putInt(0)
                .putLong(0)
                .putLong(-1)
                .putLong(end)
                .putLong(-1)
                .putLong(0)
                .putLong(header);
        return Arrays.copyOf(writer.bytes.array(), (int) end);
    }

    private ByteBuffer space(int count) {
        int length = (count + 7) / 8 * 8;
        if (bytes.remaining() < length) {
            ByteBuffer larger =
                    ByteBuffer.allocate(2 * (bytes.capacity() + length)).order(ByteOrder.LITTLE_ENDIAN);
            larger.put(bytes.flip());
            bytes = larger;
        }
        int begin = bytes.position();
        bytes.position(begin + length);
        return bytes.slice(begin, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private long here() {
        return bytes.position();
    }

    private long object(Object object) {
        return object instanceof Group group ? group(group) : values((Values) object);
    }

    private long values(Values array) {
        long at = here();
        ByteBuffer data = space(array.values.length * Float.BYTES);
        for (float value : array.values) {
            data.putFloat(value);
        }
        List<Message> messages = List.of(
                new Message(0x01, extent(array.shape)),
                new Message(0x03, HexBytes.of("11 20 1f 00 04000000 0000 2000 17 08 00 17 7f000000")),
                new Message(0x05, HexBytes.of("02 02 02 00")),
                new Message(
                        0x08,
                        little(18)
                                .put((byte) 3)
                                .put((byte) 1)
                                .putLong(at)
                                .putLong(4L * array.values.length)
                                .array()));
        return header(messages);
    }

    private long group(Group group) {
        Map<String, Long> addresses = new LinkedHashMap<>();
        group.children.forEach((name, child) -> addresses.put(name, object(child)));
        Map<String, Integer> names = new LinkedHashMap<>();
        int length = 8;
        for (String name : addresses.keySet()) {
            names.put(name, length);
            length += (name.getBytes(StandardCharsets.UTF_8).length + 8) / 8 * 8;
        }
        long segment = here();
        ByteBuffer texts = space(length);
        names.forEach((name, at) -> texts.position(at).put(name.getBytes(StandardCharsets.UTF_8)));
        long heap = here();
        space(32)
                .put("HEAP".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(length)
                .putLong(1)
                .putLong(segment);
        long tree = tree(addresses, names);
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(0x11, little(16).putLong(tree).putLong(heap).array()));
        group.attributes.forEach((name, texts2) -> messages.add(new Message(0x0c, attribute(name, texts2))));
        return header(messages);
    }

    private long tree(Map<String, Long> addresses, Map<String, Integer> names) {
        List<String> sorted = List.copyOf(addresses.keySet());
        List<long[]> leaves = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += 2 * LEAF) {
            List<String> part = sorted.subList(from, Math.min(sorted.size(), from + 2 * LEAF));
            long leaf = here();
            ByteBuffer node = space(8 + 2 * LEAF * 40);
            node.put("SNOD".getBytes(StandardCharsets.US_ASCII))
                    .putShort((short) 1)
                    .putShort((short) part.size());
            for (String name : part) {
                node.putLong(Objects.requireNonNull(names.get(name)))
                        .putLong(Objects.requireNonNull(addresses.get(name)))
                        .put(new byte[24]);
            }
            leaves.add(new long[] {leaf, Objects.requireNonNull(names.get(part.get(part.size() - 1)))});
        }
        if (leaves.size() > 2 * TREE) {
            throw new IllegalArgumentException("A group of more than " + 2 * TREE * 2 * LEAF + " names is not written");
        }
        long tree = here();
        ByteBuffer node = space(24 + (4 * TREE + 1) * 8);
        node.put("TREE".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0)
                .putShort((short) leaves.size())
                .putLong(-1)
                .putLong(-1)
                .putLong(0);
        leaves.forEach(leaf -> node.putLong(leaf[0]).putLong(leaf[1]));
        return tree;
    }

    private static byte[] attribute(String name, String[] texts) {
        boolean isOne = texts.length == 2 && texts[1].isEmpty();
        List<byte[]> encoded = Arrays.stream(texts)
                .limit(isOne ? 1 : texts.length)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = encoded.stream().mapToInt(text -> text.length).max().orElse(0) + 1;
        byte[] called = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] extent = isOne ? extent() : extent(encoded.size());
        int padded = (called.length + 7) / 8 * 8;
        ByteBuffer data = little(8 + padded + 8 + extent.length + size * encoded.size());
        data.putShort((short) 1)
                .putShort((short) called.length)
                .putShort((short) 8)
                .putShort((short) extent.length);
        data.put(called).position(8 + padded);
        data.put(HexBytes.of("13 01 00 00")).putInt(size).put(extent);
        for (byte[] text : encoded) {
            data.put(Arrays.copyOf(text, size));
        }
        return data.array();
    }

    private static byte[] extent(long... axes) {
        ByteBuffer data = little(8 + 8 * axes.length).put((byte) 1).put((byte) axes.length);
        data.position(8);
        for (long axis : axes) {
            data.putLong(axis);
        }
        return data.array();
    }

    private long header(List<Message> messages) {
        int length = messages.stream().mapToInt(message -> 8 + padded(message)).sum();
        long at = here();
        ByteBuffer header = space(16 + length);
        header.putShort((short) 1)
                .putShort((short) messages.size())
                .putInt(1)
                .putInt(length)
                .putInt(0);
        for (Message message : messages) {
            if (padded(message) > 0xffff) {
                throw new IllegalArgumentException("An attribute of more than 64 KiB is not written");
            }
            header.putShort((short) message.type())
                    .putShort((short) padded(message))
                    .putInt(0);
            header.put(Arrays.copyOf(message.data(), padded(message)));
        }
        return at;
    }

    private static int padded(Message message) {
        return (message.data().length + 7) / 8 * 8;
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
