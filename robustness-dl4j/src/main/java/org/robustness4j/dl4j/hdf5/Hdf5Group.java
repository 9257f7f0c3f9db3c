package org.robustness4j.dl4j.hdf5;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of an HDF5 file, by what stands in it. Only what is asked for is read, and what is not known is refused. All
 * methods throw {@link IllegalArgumentException} with a message that goes on after the name of the file.
 */
public final class Hdf5Group {

    private final Hdf5Bytes bytes;
    private final ObjectHeader header;
    private final Map<String, Long> links;

    Hdf5Group(Hdf5Bytes bytes, long address) throws IOException {
        this.bytes = bytes;
        this.header = ObjectHeader.read(bytes, address);
        this.links = Hdf5Links.of(bytes, header);
    }

    /** The names of the groups and arrays in it. */
    public List<String> names() {
        return List.copyOf(links.keySet());
    }

    /** An attribute that is one text. */
    public Optional<String> text(String attribute) throws IOException {
        Optional<List<String>> texts = texts(attribute);
        if (texts.isPresent() && texts.get().size() != 1) {
            throw new IllegalArgumentException("is an HDF5 file whose attribute " + attribute + " is "
                    + texts.get().size() + " texts, not one; save the model again with Keras");
        }
        return texts.map(list -> list.get(0));
    }

    /** An attribute that is a list of texts. */
    public Optional<List<String>> texts(String attribute) throws IOException {
        return new Hdf5Attributes(bytes, header).texts(attribute);
    }

    /** A group in it. */
    public Optional<Hdf5Group> group(String name) throws IOException {
        Long address = links.get(name);
        return address == null ? Optional.empty() : Optional.of(new Hdf5Group(bytes, address));
    }

    /** An array in it, of numbers of any type. */
    public Optional<Hdf5Array> array(String name) throws IOException {
        Long address = links.get(name);
        return address == null ? Optional.empty() : Optional.of(Hdf5Array.read(name, bytes, address));
    }
}
