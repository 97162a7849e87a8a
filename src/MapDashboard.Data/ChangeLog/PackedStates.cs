using MapDashboard.Domain.Access;

namespace MapDashboard.Data.ChangeLog;

/// <summary>An issue as its last Change up to some place of the log left it.</summary>
/// <param name="Id">Of the issue.</param>
/// <param name="Seq">Of the Change.</param>
/// <param name="EndedAt">Null while it is open.</param>
/// <param name="Audiences">Who sees it; empty where that was settled when it was read.</param>
/// <param name="View">JSON of its view, UTF-8; null where only is known that the issue changed, or where the viewer for whom it was read does not see it.</param>
public sealed record StateOfIssue(Guid Id, long Seq, DateTime? EndedAt, string[] Audiences, byte[]? View);

/// <summary>
/// States of issues as a checkpoint keeps them: first who sees each, then the views in groups of neighbouring areas, each group by itself, so that whoever sees
/// a small area unpacks little else.
/// </summary>
internal static class PackedStates
{
    private const int GroupSize = 16;

    public static byte[] Pack(IReadOnlyCollection<StateOfIssue> states)
    {
        // An audience list begins with the path of the area, so that in their order neighbours come together.
        var groups = states.Where(state => state.View is not null).OrderBy(state => string.Join(' ', state.Audiences), StringComparer.Ordinal).Chunk(GroupSize)
            .Select(group => (States: group, Views: Brotli.Pack(writer => Array.ForEach(group, state => writer.Write(state.View!))))).ToArray();
        StateOfIssue[] bare = [.. states.Where(state => state.View is null)];
        var head = Brotli.Pack(writer =>
        {
            var places = AudienceNames.Write(writer, states.SelectMany(state => state.Audiences));
            writer.Write7BitEncodedInt(groups.Length);
            foreach (var group in groups)
            {
                writer.Write7BitEncodedInt(group.Views.Length);
                WriteHeads(writer, group.States, places);
            }

            WriteHeads(writer, bare, places);
        });
        return [.. BitConverter.GetBytes(head.Length), .. head, .. groups.SelectMany(group => group.Views)];
    }

    /// <param name="packed">From <see cref="Pack"/>.</param>
    /// <param name="viewer">Whose views are wanted; null for all, with their audiences.</param>
    public static IReadOnlyList<StateOfIssue> Unpack(byte[] packed, Viewer? viewer)
    {
        var place = sizeof(int) + BitConverter.ToInt32(packed);
        return Brotli.Unpack(packed.AsMemory(sizeof(int), place - sizeof(int)), reader =>
        {
            var names = new AudienceNames(reader, viewer);
            var states = new List<StateOfIssue>();
            for (var groups = reader.Read7BitEncodedInt(); groups > 0; groups--)
            {
                var length = reader.Read7BitEncodedInt();
                var heads = ReadHeads(reader, names);
                states.AddRange(heads.Exists(head => head.IsSeen) ? WithViews(packed.AsMemory(place, length), heads) : heads.Select(head => head.State));
                place += length;
            }

            states.AddRange(ReadHeads(reader, names).Select(head => head.State));
            return states;
        });
    }

    private static void WriteHeads(BinaryWriter writer, StateOfIssue[] states, Dictionary<string, int> places)
    {
        writer.Write7BitEncodedInt(states.Length);
        foreach (var state in states)
        {
            writer.Write(state.Id.ToByteArray());
            writer.Write(state.Seq);
            writer.Write(state.EndedAt?.Ticks ?? 0);
            writer.Write7BitEncodedInt(state.Audiences.Length);
            foreach (var name in state.Audiences) writer.Write7BitEncodedInt(places[name]);
            writer.Write7BitEncodedInt(state.View?.Length ?? 0);
        }
    }

    private static List<(StateOfIssue State, bool IsSeen, int Length)> ReadHeads(BinaryReader reader, AudienceNames names)
    {
        var heads = new List<(StateOfIssue State, bool IsSeen, int Length)>();
        for (var rest = reader.Read7BitEncodedInt(); rest > 0; rest--)
        {
            var (id, seq, ended) = (new Guid(reader.ReadBytes(16)), reader.ReadInt64(), reader.ReadInt64());
            var isSeen = names.Read(reader, out var audiences);
            heads.Add((new StateOfIssue(id, seq, ended == 0 ? null : new DateTime(ended, DateTimeKind.Utc), audiences, null), isSeen, reader.Read7BitEncodedInt()));
        }

        return heads;
    }

    private static List<StateOfIssue> WithViews(ReadOnlyMemory<byte> views, List<(StateOfIssue State, bool IsSeen, int Length)> heads) => Brotli.Unpack(
        views, reader => heads.ConvertAll(head => reader.ReadBytes(head.Length) is var view && head.IsSeen ? head.State with { View = view } : head.State));
}
