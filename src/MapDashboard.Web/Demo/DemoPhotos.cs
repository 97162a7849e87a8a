using MapDashboard.Domain;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Issues;
using MapDashboard.Web.Photos;

namespace MapDashboard.Web.Demo;

/// <summary>Photos for the demo's issues: small drawn scenes, because real photos of real places are not ours to ship.</summary>
public sealed class DemoPhotos(PhotoStore store)
{
    private const int Variants = 6;
    private readonly Dictionary<(string Group, PhotoKind Kind, int Variant), (string Hash, int Bytes)> kept = [];

    /// <returns>Null when it was added.</returns>
    public Refusal? Add(Issue issue, PhotoKind kind, Actor actor, DateTime at)
    {
        // By the issue, so that before and after show the same wall.
        var key = (issue.Category.Split('.')[0], kind, Variant: issue.Number[^1] % Variants);
        if (!kept.TryGetValue(key, out var file))
        {
            var bytes = DemoPicture.Draw(key.Item1, kind, key.Variant);
            file = (store.Keep(bytes), bytes.Length);
            kept[key] = file;
        }

        return issue.AddPhoto(actor, at, new Photo
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)), IssueId = issue.Id, Kind = kind, Hash = file.Hash, SentHash = file.Hash, MediaType = "image/png", Bytes = file.Bytes,
            Width = DemoPicture.Width, Height = DemoPicture.Height, AddedAt = at, AddedBy = actor.AccountId,
        }).Refusal;
    }
}
