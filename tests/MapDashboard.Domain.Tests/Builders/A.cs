using MapDashboard.Domain.Issues;

namespace MapDashboard.Domain.Tests.Builders;

/// <summary>Parts of an issue, with defaults.</summary>
internal static class A
{
    public static Category Category(bool urgent = false, Limits? limits = null) => new()
    {
        Code = "litter",
        Name = "暴露垃圾",
        NameEn = "Litter",
        Icon = "litter",
        Position = 1,
        Urgent = urgent,
        Limits = limits ?? Town.Limits,
    };

    public static Photo Photo(DateTime addedAt, PhotoKind kind = PhotoKind.After) => new()
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
    };
}
