namespace MapDashboard.Web.Photos;

/// <summary>In which size a photo is asked for. No size enlarges.</summary>
public enum PhotoSize
{
    /// <summary>At most 320 pixels on the longer side: for lists.</summary>
    Thumb,

    /// <summary>At most 1,600: for a sheet or the whole screen.</summary>
    Screen,

    /// <summary>As it was taken, at most 4,096.</summary>
    Full,
}

public static class PhotoSizes
{
    /// <summary>Pixels of the longer side, at most.</summary>
    public static int Side(this PhotoSize size) => size switch
    {
        PhotoSize.Thumb => 320,
        PhotoSize.Screen => 1_600,
        PhotoSize.Full => 4_096,
    };

    /// <summary>JPEG quality: what is looked at closely gets more.</summary>
    public static int Quality(this PhotoSize size) => size switch
    {
        PhotoSize.Thumb => 76,
        PhotoSize.Screen => 82,
        PhotoSize.Full => 90,
    };
}
