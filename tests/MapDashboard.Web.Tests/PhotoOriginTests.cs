using MapDashboard.TestSupport;
using MapDashboard.Web.Photos;
using Microsoft.Extensions.Logging.Abstractions;

namespace MapDashboard.Web.Tests;

/// <summary>When and where, as EXIF has it: what is believed, what is assumed, and what is left aside.</summary>
public sealed class PhotoOriginTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTime Now = new(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Satellites = new(2026, 3, 4, 1, 29, 30, DateTimeKind.Utc);

    [Fact]
    public void A_time_with_its_offset_is_exact() =>
        Read(new ExifBlock { Original = "2026:03:04 09:30:00", Offset = "+05:30", SatelliteTime = Satellites })
            .ShouldBe(new PhotoOrigin(new DateTime(2026, 3, 4, 4, 0, 0, DateTimeKind.Utc), false, null));

    [Fact]
    public void Without_an_offset_the_satellites_time_counts() =>
        Read(new ExifBlock { Original = "2026:03:03 09:30:00", SatelliteTime = Satellites }).ShouldBe(new PhotoOrigin(Satellites, false, null));

    [Fact]
    public void Without_either_the_districts_zone_is_assumed_and_said_so() =>
        Read(new ExifBlock { Original = "2026:03:04 09:30:00" }).ShouldBe(new PhotoOrigin(new DateTime(2026, 3, 4, 1, 30, 0, DateTimeKind.Utc), true, null));

    [Theory]
    [InlineData("1970:01:01 00:00:00")]
    [InlineData("2026:03:07 09:30:00")]
    [InlineData("0000:00:00 00:00:00")]
    [InlineData("0001:01:01 00:00:00")]
    [InlineData("9999:12:31 23:59:59")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void A_time_that_cannot_be_is_left_aside(string original) =>
        Read(new ExifBlock { Original = original, Offset = "-12:00" }).ShouldBe(PhotoOrigin.Unknown);

    [Theory]
    [InlineData("+25:00")]
    [InlineData("noon")]
    [InlineData("")]
    public void An_offset_that_cannot_be_counts_as_none(string offset) =>
        Read(new ExifBlock { Original = "2026:03:04 09:30:00", Offset = offset }).IsAssumed.ShouldBeTrue();

    [Theory]
    [InlineData(31.82, 117.25)]
    [InlineData(-33.5, -70.25)]
    [InlineData(0.5, 0)]
    public void The_place_is_read_on_every_quarter_of_the_earth(double lat, double lon)
    {
        var place = Read(new ExifBlock { Place = (lat, lon), Status = "A" }).Place.ShouldNotBeNull();
        (place.Y, place.X).ShouldBe((lat, lon));
    }

    [Theory]
    [InlineData(0, 0, "A")]
    [InlineData(91, 10, "A")]
    [InlineData(10, 181, "A")]
    [InlineData(31.82, 117.25, "V")]
    public void A_place_that_cannot_be_or_that_the_receiver_doubts_is_left_aside(double lat, double lon, string status) =>
        Read(new ExifBlock { Place = (lat, lon), Status = status }).Place.ShouldBeNull();

    [Fact]
    public void Half_a_block_and_noise_say_nothing_and_throw_nothing()
    {
        var whole = new ExifBlock { Original = "2026:03:04 09:30:00", Place = (31.82, 117.25), SatelliteTime = Satellites }.Bytes();
        var random = new Random(7);
        for (var length = 0; length < whole.Length; length++) PhotoOrigin.Read(whole.AsMemory(0, length), Zone, Now, NullLogger.Instance).ShouldNotBeNull();
        for (var round = 0; round < 2000; round++)
        {
            var noisy = (byte[])whole.Clone();
            for (var each = 0; each < 6; each++) noisy[random.Next(8, noisy.Length)] = (byte)random.Next(256);
            PhotoOrigin.Read(noisy, Zone, Now, NullLogger.Instance).ShouldNotBeNull();
        }
    }

    private static PhotoOrigin Read(ExifBlock exif) => PhotoOrigin.Read(exif.Bytes(), Zone, Now, NullLogger.Instance);
}
