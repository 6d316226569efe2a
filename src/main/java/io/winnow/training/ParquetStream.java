package io.winnow.training;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as the file that Parquet writes. */
record ParquetStream(OutputStream to) implements OutputFile {

    @Override
    public PositionOutputStream create(long blockSize) {
        return new PositionOutputStream() {
            private long position;

            @Override
            public long getPos() {
                return position;
            }

            @Override
            public void write(int octet) throws IOException {
                to.write(octet);
                position++;
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                to.write(octets, offset, length);
                position += length;
            }
        };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
