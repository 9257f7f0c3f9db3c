package org.robustness4j.internal.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The templates in the library's jar, which may have others as parts. What comes from outside is escaped. */
final class Templates {

    private Templates() {}

    static String render(String name, Object view) {
        try (Reader template = reader(name)) {
            return Mustache.compiler()
                    .emptyStringIsFalse(true)
                    .withLoader(Templates::reader)
                    .compile(template)
                    .execute(view);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " of the library's jar cannot be read", e);
        }
    }

    private static Reader reader(String name) {
        InputStream stream = Templates.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException(name + " is missing from the library's jar");
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
