package org.robustness4j.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Where files lie: on a disk of this machine, or in what many machines see. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface FileStorage extends Serializable {

    /** The disks of this machine. */
    FileStorage LOCAL = new LocalFiles();

    /**
     * What is known of a file without opening it.
     *
     * @param path by which it can be opened
     * @param name the last part of the path
     * @param size in bytes
     * @param modified when it was written last, in milliseconds since 1970
     * @param isFolder whether it is a folder
     */
    record StoredFile(String path, String name, long size, long modified, boolean isFolder) {

        /** What tells a file from an earlier version of it. */
        public String version() {
            return path + " " + size + " " + modified + "\n";
        }
    }

    /**
     * Looks at a file or folder.
     *
     * @throws IllegalArgumentException if there is none
     * @throws IOException if it cannot be looked at now
     */
    StoredFile status(String path) throws IOException;

    /**
     * The files and folders in a folder, by name, without hidden ones.
     *
     * @throws IllegalArgumentException if there is no such folder
     * @throws IOException if it cannot be read now
     */
    List<StoredFile> list(String folder) throws IOException;

    /**
     * Opens a file.
     *
     * @param position of the first byte to read
     * @throws java.io.EOFException if the file ends before it
     * @throws IOException if it cannot be read now
     */
    InputStream open(String file, long position) throws IOException;
}
