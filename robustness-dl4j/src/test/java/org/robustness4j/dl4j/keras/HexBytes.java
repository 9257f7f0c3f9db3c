package org.robustness4j.dl4j.keras;

import java.util.HexFormat;

/** Bytes as one writes them down. */
final class HexBytes {

    private HexBytes() {}

    static byte[] of(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
