using System.Buffers.Binary;

namespace MapDashboard.Web.Photos;

/// <summary>
/// Tells a file hidden behind a picture from what cameras leave there. Phones append padding, a second picture or a short film; all of that
/// is cut off with the drawing anew. An archive, a program or a page is no accident.
/// </summary>
internal static class HiddenFile
{
    private const int EndRecord = 22;

    public static bool IsIn(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return false;
        return rest.StartsWith("MZ"u8) || rest.StartsWith("\u007fELF"u8) || rest.StartsWith("#!"u8)
            || rest.IndexOf("%PDF-"u8) >= 0 || rest.IndexOf("<?php"u8) >= 0 || rest.IndexOf("Rar!\u001a\u0007"u8) >= 0
            || rest.IndexOf((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) >= 0
            || rest.IndexOf("<script"u8) >= 0 || rest.IndexOf("<html"u8) >= 0 || rest.IndexOf("<svg"u8) >= 0 || rest.IndexOf("<!DOCTYPE"u8) >= 0
            || IsZip(rest);
    }

    // Archives are read from their end: a record that says how much comment follows it, and means it. Four letters alone stand in any film.
    private static bool IsZip(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("PK\u0003\u0004"u8)) return true;
        for (var found = rest.LastIndexOf("PK\u0005\u0006"u8); found >= 0; found = rest[..found].LastIndexOf("PK\u0005\u0006"u8))
        {
            if (found + EndRecord <= rest.Length && found + EndRecord + BinaryPrimitives.ReadUInt16LittleEndian(rest[(found + 20)..]) <= rest.Length) return true;
        }

        return false;
    }
}
