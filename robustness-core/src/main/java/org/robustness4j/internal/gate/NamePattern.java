package org.robustness4j.internal.gate;

import java.util.stream.Stream;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.internal.EpsilonName;

/**
 * A pattern for names in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @param pattern the pattern
 */
public record NamePattern(String pattern) {

    /** Whether the name of a test matches, that for people or the whole one; also as earlier builds wrote its epsilon. */
    public boolean matches(TestId test) {
        NamePattern canonical = new NamePattern(EpsilonName.canonical(pattern));
        return Stream.of(test.toString(), test.canonical().toString(), test.displayName())
                .anyMatch(name -> matches(name) || canonical.matches(name));
    }

    /**
     * Whether the whole name matches. Of several stars only the last one is tried again, which is enough, and takes no
     * longer than the lengths of name and pattern multiplied: a regular expression may take forever.
     */
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resumed = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resumed = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resumed;
            } else {
                return false;
            }
        }
        return pattern.chars().skip(p).allMatch(c -> c == '*');
    }
}
