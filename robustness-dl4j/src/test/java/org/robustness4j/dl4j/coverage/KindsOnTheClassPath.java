package org.robustness4j.dl4j.coverage;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes of DL4J and ND4J that are of a type, found in their jars. */
final class KindsOnTheClassPath {

    private static final String CLASS = ".class";

    private final List<Class<?>> classes = new ArrayList<>();
    private final List<String> unloadable = new ArrayList<>();

    KindsOnTheClassPath() throws IOException {
        ClassLoader loader = KindsOnTheClassPath.class.getClassLoader();
        for (URL manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            if (manifest.openConnection() instanceof JarURLConnection connection) {
                try (JarFile jar = new JarFile(connection.getJarFileURL().getPath())) {
                    read(jar, loader);
                }
            }
        }
    }

    private void read(JarFile jar, ClassLoader loader) {
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            boolean named = name.startsWith("org/deeplearning4j/") || name.startsWith("org/nd4j/linalg/activations/");
            if (named && name.endsWith(CLASS)) {
                String className = name.substring(0, name.length() - CLASS.length());
                try {
                    classes.add(Class.forName(className.replace('/', '.'), false, loader));
                } catch (ClassNotFoundException | LinkageError e) {
                    // it needs a library that is not there, so that no network has it either
                    unloadable.add(className);
                }
            }
        }
    }

    /** The classes that need a library which is not on the class path. */
    List<String> unloadable() {
        return unloadable;
    }

    /** The concrete classes of a type, and the abstract ones of SameDiff, which are there for users to extend. */
    List<Class<?>> of(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> kind : classes) {
            boolean concrete = !Modifier.isAbstract(kind.getModifiers());
            if (type.isAssignableFrom(kind) && (concrete || kind.getSimpleName().startsWith("SameDiff"))) {
                found.add(kind);
            }
        }
        return found;
    }
}
