using MapDashboard.Domain.Access;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A table of audiences' names, at the head of what refers to them by their places. A viewer is asked about each name once.</summary>
internal sealed class AudienceNames
{
    private readonly string[] names;
    private readonly bool[]? inScope;
    private readonly bool[]? inArea;

    /// <param name="reader">At the table that <see cref="Write"/> wrote.</param>
    /// <param name="viewer">Who looks; null for somebody who sees everything and wants the names.</param>
    public AudienceNames(BinaryReader reader, Viewer? viewer)
    {
        names = new string[reader.Read7BitEncodedInt()];
        for (var n = 0; n < names.Length; n++) names[n] = reader.ReadString();
        if (viewer is null) return;
        inScope = Array.ConvertAll(names, name => viewer.Audiences.Contains(name, StringComparer.Ordinal));
        inArea = viewer.AreaAudiences is { } narrowed ? Array.ConvertAll(names, name => narrowed.Contains(name, StringComparer.Ordinal)) : null;
    }

    /// <returns>Each name's place.</returns>
    public static Dictionary<string, int> Write(BinaryWriter writer, IEnumerable<string> all)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in all) places.TryAdd(name, places.Count);
        writer.Write7BitEncodedInt(places.Count);
        foreach (var name in places.Keys) writer.Write(name);
        return places;
    }

    /// <summary>Reads a list of places.</summary>
    /// <param name="reader">At its length.</param>
    /// <param name="audiences">The names; empty where there is a viewer.</param>
    /// <returns>Whether the viewer sees what has these audiences.</returns>
    public bool Read(BinaryReader reader, out string[] audiences)
    {
        audiences = [];
        var count = reader.Read7BitEncodedInt();
        if (inScope is null) audiences = new string[count];
        var (scope, area) = (false, false);
        for (var n = 0; n < count; n++)
        {
            var place = reader.Read7BitEncodedInt();
            if (inScope is null) audiences[n] = names[place];
            else (scope, area) = (scope || inScope[place], area || inArea is null || inArea[place]);
        }

        return inScope is null || (scope && area);
    }
}
