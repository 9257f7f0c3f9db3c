package org.robustness4j.onnx.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * Reads the constants of a file, those in files beside it among them.
 *
 * @param folder where the file lies: nothing outside of it is read
 * @param files receives the files beside it that were read
 */
record TensorReader(Path folder, Set<Path> files) {

    /** Of all tensors that hold one number for each of a handful of bytes, more than anybody ships. */
    private static final long MOST_VALUES = Integer.MAX_VALUE - 8;

    Tensor read(TensorProto proto) {
        String name = "The tensor '" + proto.getName() + "'";
        int[] dims = dims(name, proto.getDimsList());
        DataType type = DataType.forNumber(proto.getDataType());
        if (type == null) {
            throw new IllegalArgumentException(
                    name + " has numbers of the unknown type " + proto.getDataType() + "; export the model in float32");
        }
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return ofBytes(name, dims, type, external(name, proto, bytes(name, dims, type)));
        }
        if (!proto.getRawData().isEmpty()) {
            return ofBytes(name, dims, type, proto.getRawData().asReadOnlyByteBuffer());
        }
        return ofLists(name, dims, type, proto);
    }

    private static int[] dims(String name, List<Long> list) {
        int[] dims = new int[list.size()];
        long size = 1;
        for (int i = 0; i < dims.length; i++) {
            long dim = list.get(i);
            if (dim < 0 || dim > MOST_VALUES || (dim > 0 && size > MOST_VALUES / dim)) {
                throw new IllegalArgumentException(
                        name + " has the dimensions " + list + "; a tensor has at most " + MOST_VALUES + " values");
            }
            dims[i] = (int) dim;
            size *= dim;
        }
        return dims;
    }

    /** Whether there are numbers in it that are read. */
    static boolean isOfNumbers(TensorProto proto) {
        DataType type = DataType.forNumber(proto.getDataType());
        return type != null && width(type) > 0;
    }

    private static int width(DataType type) {
        return switch (type) {
            case DOUBLE, INT64, UINT64 -> Long.BYTES;
            case FLOAT, INT32, UINT32 -> Integer.BYTES;
            case FLOAT16, BFLOAT16, INT16, UINT16 -> Short.BYTES;
            case INT8, UINT8, BOOL -> Byte.BYTES;
            default -> 0;
        };
    }

    private static long bytes(String name, int[] dims, DataType type) {
        int width = width(type);
        if (width == 0) {
            throw new IllegalArgumentException(
                    name + " has values of the type " + type + ", which is no number; export the model in float32");
        }
        return Math.multiplyExact(Tensor.size(dims), width);
    }

    private static Tensor ofBytes(String name, int[] dims, DataType type, ByteBuffer bytes) {
        long needed = bytes(name, dims, type);
        if (bytes.remaining() != needed) {
            throw new IllegalArgumentException(name + " of " + List.of(boxed(dims)) + " needs " + needed
                    + " bytes, but the file holds " + bytes.remaining() + "; it may be cut off, so export it again");
        }
        ByteBuffer data = bytes.order(ByteOrder.LITTLE_ENDIAN);
        int count = (int) Tensor.size(dims);
        return switch (type) {
            case FLOAT -> {
                float[] values = new float[count];
                data.asFloatBuffer().get(values);
                yield Tensor.of(dims, values);
            }
            case DOUBLE -> ofFloats(dims, count, i -> (float) data.getDouble(Double.BYTES * i));
            case FLOAT16 -> ofFloats(dims, count, i -> half(data.getShort(Short.BYTES * i)));
            case BFLOAT16 ->
                ofFloats(dims, count, i -> Float.intBitsToFloat(data.getShort(Short.BYTES * i) << Short.SIZE));
            case INT64, UINT64 -> ofLongs(dims, count, i -> data.getLong(Long.BYTES * i));
            case INT32 -> ofLongs(dims, count, i -> data.getInt(Integer.BYTES * i));
            case UINT32 -> ofLongs(dims, count, i -> Integer.toUnsignedLong(data.getInt(Integer.BYTES * i)));
            case INT16 -> ofLongs(dims, count, i -> data.getShort(Short.BYTES * i));
            case UINT16 -> ofLongs(dims, count, i -> Short.toUnsignedLong(data.getShort(Short.BYTES * i)));
            case INT8 -> ofLongs(dims, count, data::get);
            default -> ofLongs(dims, count, i -> Byte.toUnsignedLong(data.get(i)));
        };
    }

    private static Integer[] boxed(int[] dims) {
        Integer[] boxed = new Integer[dims.length];
        for (int i = 0; i < dims.length; i++) {
            boxed[i] = dims[i];
        }
        return boxed;
    }

    private static Tensor ofLists(String name, int[] dims, DataType type, TensorProto proto) {
        int count = (int) Tensor.size(dims);
        bytes(name, dims, type); // of a type that is a number
        int held =
                switch (type) {
                    case FLOAT -> proto.getFloatDataCount();
                    case DOUBLE -> proto.getDoubleDataCount();
                    case INT64 -> proto.getInt64DataCount();
                    case UINT32, UINT64 -> proto.getUint64DataCount();
                    default -> proto.getInt32DataCount();
                };
        if (held != count) {
            throw new IllegalArgumentException(name + " of " + List.of(boxed(dims)) + " has " + count
                    + " values, but the file holds " + held + "; it may be cut off, so export it again");
        }
        return switch (type) {
            case FLOAT -> ofFloats(dims, count, proto::getFloatData);
            case DOUBLE -> ofFloats(dims, count, i -> (float) proto.getDoubleData(i));
            case FLOAT16 -> ofFloats(dims, count, i -> half((short) proto.getInt32Data(i)));
            case BFLOAT16 -> ofFloats(dims, count, i -> Float.intBitsToFloat(proto.getInt32Data(i) << Short.SIZE));
            case INT64 -> ofLongs(dims, count, proto::getInt64Data);
            case UINT32, UINT64 -> ofLongs(dims, count, proto::getUint64Data);
            default -> ofLongs(dims, count, proto::getInt32Data);
        };
    }

    private interface FloatAt {
        float at(int index);
    }

    private static Tensor ofFloats(int[] dims, int count, FloatAt values) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = values.at(i);
        }
        return Tensor.of(dims, floats);
    }

    private static Tensor ofLongs(int[] dims, int count, IntToLongFunction values) {
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = values.applyAsLong(i);
        }
        return Tensor.of(dims, longs);
    }

    /** A number of 16 bits (IEEE 754 binary16). */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    private ByteBuffer external(String name, TensorProto proto, long needed) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = file(name, entries.getOrDefault("location", ""));
        files.add(file);
        if (needed > MOST_VALUES) {
            throw new IllegalArgumentException(
                    name + " has " + needed + " bytes, more than the " + MOST_VALUES + " that are read at a time");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long offset = number(name, entries.getOrDefault("offset", "0"));
            long length = number(name, entries.getOrDefault("length", String.valueOf(needed)));
            if (length != needed || offset > channel.size() - length) {
                throw new IllegalArgumentException(name + " needs " + needed + " bytes, and is said to have " + length
                        + " from " + offset + " on in '" + file.getFileName() + "', a file of " + channel.size()
                        + " bytes; copy the files of the model again");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) needed);
            long at = offset;
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, at);
                if (read < 0) {
                    throw new IllegalArgumentException("'" + file.getFileName() + "' ended while it was read");
                }
                at += read;
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new UncheckedIOException("The values of a tensor could not be read from " + file, e);
        }
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " lies outside of its file at '" + text + "', which is no position");
    }

    /** A file in the folder of the model, whatever links there are on the way to it. */
    private Path file(String name, String location) {
        try {
            Path real = folder.toRealPath();
            Path file = real.resolve(location).normalize();
            if (location.isEmpty() || !file.startsWith(real)) {
                throw new IllegalArgumentException(name + " says that its values lie in '" + location
                        + "'; only files in the folder of the model are read");
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(name + " has its values in '" + location
                        + "', which is not there; copy it beside the model, under this name");
            }
            if (!file.toRealPath().startsWith(real)) {
                throw new IllegalArgumentException(name + " says that its values lie in '" + location
                        + "', a link out of the folder of the model; only files in it are read");
            }
            return file;
        } catch (java.nio.file.InvalidPathException e) {
            throw new IllegalArgumentException(
                    name + " says that its values lie in '" + location + "', which is no path", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the model could not be read", e);
        }
    }
}
