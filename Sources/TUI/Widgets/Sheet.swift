import Terminal

extension Frame {
    /// A box in the middle of the screen over whatever stood there, and the room within its lines:
    /// every dialog, list and form that lies above a screen begins with it.
    mutating func sheet(
        rows: Int, columns: Int, title: String, foot: String = "", _ style: Style = Style(.accent)
    ) -> Area {
        let place = area.centred(rows: rows, columns: columns)
        clear(place)
        box(place, title: title, foot: foot, style)
        return place.inset(rows: 1, columns: 2)
    }
}
