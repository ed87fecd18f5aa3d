// What an attendant can tap about a room.

/** What one sees when making up a room, in the codes of the guests' vocabulary. */
export const CUES = {
  pillow: ["0", "1", "2", "3", "4"],
  tea: ["longjing", "black", "oolong", "ripe-puer"],
  temperature: ["18", "20", "22", "24", "26"],
  amenity: ["extra-towels", "extra-water", "iron", "humidifier"],
} as const;
