package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.Random;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds as a decoder hears them that knows nothing of how they were made. */
class Mp3NoiseTest {
    /** What came out of the decoder; {@code meanSquare} of samples between -1 and 1. */
    private record Heard(int hertz, int channels, double seconds, double meanSquare, double clipped) {
        static Heard of(byte[] file) throws JavaLayerException {
            var stream = new Bitstream(new ByteArrayInputStream(file));
            var decoder = new Decoder();
            int hertz = 0;
            int channels = 0;
            long samples = 0;
            double squares = 0;
            long clipped = 0;
            for (var head = stream.readFrame(); head != null; head = stream.readFrame()) {
                var pcm = (SampleBuffer) decoder.decodeFrame(head, stream);
                hertz = pcm.getSampleFrequency();
                channels = pcm.getChannelCount();
                for (int i = 0; i < pcm.getBufferLength(); i++) {
                    double sample = pcm.getBuffer()[i] / 32_768.0;
                    squares += sample * sample;
                    clipped += Math.abs(sample) > 0.999 ? 1 : 0;
                }
                samples += pcm.getBufferLength();
                stream.closeFrame();
            }
            return new Heard(
                    hertz,
                    channels,
                    (double) samples / channels / hertz,
                    squares / samples,
                    (double) clipped / samples);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 1", "44100, 2", "48000, 1", "48000, 2", "32000, 1", "32000, 2",
        "22050, 1", "22050, 2", "24000, 1", "24000, 2", "16000, 1", "16000, 2",
        "11025, 1", "11025, 2", "12000, 1", "12000, 2", "8000, 1", "8000, 2",
    })
    void isHeardAsAskedFor(int hertz, int channels) throws JavaLayerException {
        byte[] file = Mp3Noise.file(1.5, hertz, channels, new Random(7));

        assertThat(file.length).isEqualTo((int) Mp3Noise.bytes(1.5, hertz, channels));
        Heard heard = Heard.of(file);
        assertThat(heard.hertz()).isEqualTo(hertz);
        assertThat(heard.channels()).isEqualTo(channels);
        assertThat(heard.seconds()).isCloseTo(1.5, within(0.037));
        assertThat(Math.sqrt(heard.meanSquare())).isBetween(0.02, 0.4);
        assertThat(heard.clipped()).isLessThan(0.001);
    }

    @Test
    void theShortestHasTwoFrames() throws JavaLayerException {
        assertThat(Heard.of(Mp3Noise.file(0.01, 8000, 1, new Random(7))).seconds())
                .isCloseTo(2 * 576 / 8000.0, within(1e-9));
    }

    @Test
    void differsFromSeedToSeedAlone() {
        byte[] file = Mp3Noise.file(0.2, 16_000, 1, new Random(7));

        assertThat(Mp3Noise.file(0.2, 16_000, 1, new Random(7))).isEqualTo(file);
        assertThat(Mp3Noise.file(0.2, 16_000, 1, new Random(8))).isNotEqualTo(file);
    }
}
