package org.robustness4j.dl4j.hdf5;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names in a group, with the addresses of what they name. */
final class Hdf5Links {

    private static final int MOST_LINKS = 100_000;
    private static final int HARD = 0;

    /** 16 entries a node make 16^8 names. */
    /** Keras joins the names of layers and weights, which are short. */
    private static final int LONGEST_NAME = 1024;

    private static final int MOST_LEVELS = 8;

    private final Hdf5Bytes bytes;
    private final Map<String, Long> links = new LinkedHashMap<>();

    private Hdf5Links(Hdf5Bytes bytes) {
        this.bytes = bytes;
    }

    static Map<String, Long> of(Hdf5Bytes bytes, ObjectHeader header) throws IOException {
        Hdf5Links found = new Hdf5Links(bytes);
        for (ObjectHeader.Message message : header.all(ObjectHeader.SYMBOL_TABLE)) {
            Hdf5Cursor in = new Hdf5Cursor(message.data().rest());
            found.table(in.u64(), in.u64());
        }
        for (ObjectHeader.Message message : header.all(ObjectHeader.LINK)) {
            found.link(new Hdf5Cursor(message.data().rest()));
        }
        for (ObjectHeader.Message message : header.all(ObjectHeader.LINK_INFO)) {
            Hdf5Cursor in = new Hdf5Cursor(message.data().rest());
            in.skip(1);
            in.skip((in.u8() & 1) == 0 ? 0 : 8);
            if (in.u64() != -1) {
                throw new IllegalArgumentException(
                        "is an HDF5 file with groups in the format of HDF5 1.8 or later, which"
                                + " is not read; save the model again with model.save('model.h5')");
            }
        }
        return found.links;
    }

    private void table(long tree, long heap) throws IOException {
        Hdf5Cursor head = bytes.description(heap, 32);
        head.require("HEAP");
        head.skip(4);
        long size = head.u64();
        head.skip(8);
        Hdf5Cursor names = bytes.description(head.u64(), size);
        node(tree, -1, names);
    }

    private void node(long address, int expectedLevel, Hdf5Cursor names) throws IOException {
        Hdf5Cursor head = bytes.description(address, 24);
        head.require("TREE");
        int type = head.u8();
        int level = head.u8();
        int count = head.u16();
        if (type != 0 || level > MOST_LEVELS || (expectedLevel >= 0 && level != expectedLevel)) {
            throw new IllegalArgumentException(
                    "is an HDF5 file with a group whose names are no tree; it is damaged or made"
                            + " to harm: copy it again");
        }
        Hdf5Cursor children = bytes.description(address + 24, 16L * count + 8);
        for (int child = 0; child < count; child++) {
            children.skip(8);
            long at = children.u64();
            if (level > 0) {
                node(at, level - 1, names);
            } else {
                leaf(at, names);
            }
        }
    }

    private void leaf(long address, Hdf5Cursor names) throws IOException {
        Hdf5Cursor head = bytes.description(address, 8);
        head.require("SNOD");
        head.skip(2);
        int count = head.u16();
        Hdf5Cursor entries = bytes.description(address + 8, 40L * count);
        for (int i = 0; i < count; i++) {
            long name = entries.u64();
            long header = entries.u64();
            long cached = entries.u32();
            entries.skip(20);
            if (cached > 1) {
                throw noHardLink();
            }
            Hdf5Cursor text = new Hdf5Cursor(names.rest());
            text.skip(name);
            add(text.text(LONGEST_NAME), header);
        }
    }

    private void link(Hdf5Cursor in) {
        int version = in.u8();
        int flags = in.u8();
        int type = (flags & 8) == 0 ? HARD : in.u8();
        in.skip(((flags & 4) == 0 ? 0 : 8) + ((flags & 16) == 0 ? 0 : 1));
        long length =
                switch (flags & 3) {
                    case 0 -> in.u8();
                    case 1 -> in.u16();
                    case 2 -> in.u32();
                    default -> in.u64();
                };
        if (version != 1 || type != HARD) {
            throw noHardLink();
        }
        String name = in.part(length).text();
        add(name, in.u64());
    }

    private static IllegalArgumentException noHardLink() {
        return new IllegalArgumentException(
                "is an HDF5 file with links to other names or files, which are not followed;"
                        + " save the model again with model.save('model.h5')");
    }

    private void add(String name, long address) {
        if (links.put(name, address) != null || links.size() > MOST_LINKS) {
            throw new IllegalArgumentException("is an HDF5 file with a group of more than " + MOST_LINKS
                    + " names, or with one name twice; it is damaged or made to harm: copy it again");
        }
    }
}
