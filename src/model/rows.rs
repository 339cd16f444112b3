//! Rows of numbers as the passes over them like them.

use super::Scalar;

/// A line of the cache in bytes. Rows begin at one, so that no register straddles two.
const LINE: usize = 64;

/// Rows of one width, one after the other, each filled up with zeros to whole tiles (see
/// [`Vector::TILE`](super::Vector::TILE)). The fill stays zero whatever a pass does: it is multiplied by
/// the fill of another row.
#[derive(Debug, Default)]
pub struct Rows<T: Scalar> {
    /// The rows begin at `first`.
    memory: Vec<T>,
    first: usize,
    count: usize,
    width: usize,
}

impl<T: Scalar> Rows<T> {
    /// So many rows of so many zeros.
    pub fn zeros(count: usize, width: usize) -> Self {
        let mut rows = Self::default();
        rows.clear(count, width);
        rows
    }

    /// Becomes so many rows of so many zeros; allocates only to become larger than ever before.
    pub fn clear(&mut self, count: usize, width: usize) {
        (self.count, self.width) = (count, width);
        let needed = count * self.stride() + LINE / size_of::<T>();
        self.memory.clear();
        self.memory.resize(needed, T::zero());
        let first = self.memory.as_ptr().align_offset(LINE);
        self.first = first.min(LINE / size_of::<T>());
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Entries in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.memory.capacity() * size_of::<T>()
    }

    /// Entries from the beginning of a row to that of the next: whole tiles, one at least.
    pub(super) fn stride(&self) -> usize {
        self.width.max(1).next_multiple_of(T::TILE)
    }

    /// All rows with their fill.
    pub(super) fn padded(&self) -> &[T] {
        &self.memory[self.first..][..self.count * self.stride()]
    }

    /// The mutable twin of [`Self::padded`].
    pub(super) fn padded_mut(&mut self) -> &mut [T] {
        let length = self.count * self.stride();
        &mut self.memory[self.first..][..length]
    }

    /// The rows.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        let width = self.width;
        let rows = self.padded().chunks_exact(self.stride());
        rows.map(move |row| &row[..width])
    }

    /// The mutable twin of [`Self::iter`].
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        let (width, stride) = (self.width, self.stride());
        let rows = self.padded_mut().chunks_exact_mut(stride);
        rows.map(move |row| &mut row[..width])
    }

    /// All entries, row by row.
    pub fn entries(&self) -> impl Iterator<Item = &T> {
        self.iter().flatten()
    }
}

impl<T: Scalar> Clone for Rows<T> {
    fn clone(&self) -> Self {
        // Its memory lies elsewhere, and so do its lines.
        let mut twin = Self::zeros(self.count, self.width);
        twin.padded_mut().copy_from_slice(self.padded());
        twin
    }
}

impl<T: Scalar> PartialEq for Rows<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.count, self.width) == (other.count, other.width) && self.padded() == other.padded()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_at_lines_of_the_cache_and_are_filled_up_with_zeros() {
        for width in [0, 1, 7, 16, 300] {
            let mut rows = Rows::<f32>::zeros(3, width);
            rows.iter_mut().for_each(|row| row.fill(2.0));
            let twin = rows.clone();
            assert_eq!(rows, twin);
            for rows in [rows, twin] {
                assert!(rows.iter().all(|row| row.as_ptr().align_offset(64) == 0));
                assert_eq!(rows.entries().count(), 3 * width);
                let sum: f32 = rows.padded().iter().sum();
                assert_eq!(sum, 6.0 * width as f32);
            }
        }
    }

    #[test]
    fn memory_that_is_large_enough_serves_again() {
        let mut rows = Rows::<f64>::zeros(4, 30);
        let before = rows.padded().as_ptr();
        rows.padded_mut().fill(1.0);
        rows.clear(2, 50);
        assert_eq!(rows.padded().as_ptr(), before);
        assert!(rows.entries().all(|entry| *entry == 0.0));
    }
}
