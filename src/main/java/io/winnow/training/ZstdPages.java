package io.winnow.training;

import java.io.IOException;

import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

import com.github.luben.zstd.Zstd;

/** Compresses the pages of a Parquet file. */
final class ZstdPages implements BytesInputCompressor {
    private static final int LEVEL = 3;

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        return BytesInput.from(Zstd.compress(page.toByteArray(), LEVEL));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        // Nothing is held.
    }
}
