package org.robustness4j.dl4j.hdf5;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What an HDF5 file says of a group or an array, in the order in which it stands there. */
record ObjectHeader(List<Message> messages) {

    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int LINK = 0x06;
    static final int LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    private static final int MOST_MESSAGES = 100_000;

    record Message(int type, boolean shared, Hdf5Cursor data) {}

    private record Block(long address, long length) {}

    static ObjectHeader read(Hdf5Bytes bytes, long address) throws IOException {
        Hdf5Cursor start = bytes.description(address, Math.min(4, Math.max(0, bytes.size() - address)));
        return start.u8() == 1 ? old(bytes, address) : recent(bytes, address);
    }

    private static ObjectHeader old(Hdf5Bytes bytes, long address) throws IOException {
        Hdf5Cursor prefix = bytes.description(address, 16);
        prefix.skip(8);
        Deque<Block> blocks = new ArrayDeque<>(List.of(new Block(address + 16, prefix.u32())));
        List<Message> messages = new ArrayList<>();
        while (!blocks.isEmpty()) {
            Block block = blocks.remove();
            Hdf5Cursor in = bytes.description(block.address(), block.length());
            while (in.left() >= 8) {
                int type = in.u16();
                int length = in.u16();
                int flags = in.u8();
                in.skip(3);
                add(new Message(type, (flags & 2) != 0, in.part(length)), messages, blocks);
            }
        }
        return new ObjectHeader(messages);
    }

    private static ObjectHeader recent(Hdf5Bytes bytes, long address) throws IOException {
        Hdf5Cursor prefix = bytes.description(address, Math.min(34, bytes.size() - address));
        prefix.require("OHDR");
        int version = prefix.u8();
        if (version != 2) {
            throw new IllegalArgumentException("is an HDF5 file with an object header of the version " + version
                    + "; 1 and 2 are known: save the model again with Keras");
        }
        int flags = prefix.u8();
        prefix.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long length =
                switch (flags & 3) {
                    case 0 -> prefix.u8();
                    case 1 -> prefix.u16();
                    case 2 -> prefix.u32();
                    default -> prefix.u64();
                };
        boolean isOrdered = (flags & 4) != 0;
        Deque<Block> blocks = new ArrayDeque<>(List.of(new Block(address + prefix.position(), length)));
        List<Message> messages = new ArrayList<>();
        boolean isFirst = true;
        while (!blocks.isEmpty()) {
            Block block = blocks.remove();
            Hdf5Cursor in = bytes.description(block.address(), block.length());
            if (!isFirst) {
                in.require("OCHK");
                in = in.part(in.left() - 4L);
            }
            isFirst = false;
            while (in.left() >= (isOrdered ? 6 : 4)) {
                int type = in.u8();
                int size = in.u16();
                int messageFlags = in.u8();
                in.skip(isOrdered ? 2 : 0);
                add(new Message(type, (messageFlags & 2) != 0, in.part(size)), messages, blocks);
            }
        }
        return new ObjectHeader(messages);
    }

    private static void add(Message message, List<Message> messages, Deque<Block> blocks) {
        if (message.type() == CONTINUATION) {
            blocks.add(new Block(message.data().u64(), message.data().u64()));
        } else {
            messages.add(message);
        }
        if (messages.size() + blocks.size() > MOST_MESSAGES) {
            throw new IllegalArgumentException("is an HDF5 file that says more than " + MOST_MESSAGES
                    + " things of one group or array; no model does, so do not trust it");
        }
    }

    List<Message> all(int type) {
        List<Message> found = new ArrayList<>();
        for (Message message : messages) {
            if (message.type() == type) {
                if (message.shared()) {
                    throw new IllegalArgumentException(
                            "is an HDF5 file whose arrays share their descriptions; Keras does"
                                    + " not write such files: save the model again with Keras");
                }
                found.add(message);
            }
        }
        return found;
    }
}
