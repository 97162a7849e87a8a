using MapDashboard.Domain.Issues;
using NetTopologySuite.Geometries;

namespace MapDashboard.Domain.Tests.Builders;

/// <summary>Parts of an issue, with defaults.</summary>
internal static class A
{
    public static Category Category(bool urgent = false, Limits? limits = null, bool small = false) => new()
    {
        Code = "litter",
        Name = "暴露垃圾",
        NameEn = "Litter",
        Icon = "litter",
        Position = 1,
        Urgent = urgent,
        Small = small,
        Limits = limits ?? Town.Limits,
    };

    public static VoiceNote VoiceNote(DateTime addedAt) => new(Guid.NewGuid(), new string('b', 64), "audio/webm", 1000, 12.5, addedAt, Actors.Admin.AccountId);

    /// <summary>A photo that says when and where it was taken.</summary>
    public static Photo TracedPhoto(DateTime addedAt) => Photo(addedAt, takenAt: addedAt, takenPlace: new Point(117.2, 31.8));

    public static Photo Photo(DateTime addedAt, PhotoKind kind = PhotoKind.After, DateTime? takenAt = null, Point? takenPlace = null) => new()
    {
        Id = Guid.NewGuid(),
        IssueId = Guid.NewGuid(),
        Kind = kind,
        Hash = new string('a', 64),
        MediaType = "image/jpeg",
        Bytes = 1000,
        Width = 640,
        Height = 480,
        AddedAt = addedAt,
        AddedBy = Actors.Admin.AccountId,
        TakenAt = takenAt,
        TakenAtAssumed = takenAt is not null,
        TakenPlace = takenPlace,
    };
}
