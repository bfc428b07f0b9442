/** What makes a copy of the store's file count as one: it lies at no inode. SQL, to be run on the copy. */
export const copyMark = "UPDATE identity SET value = '' WHERE name IN ('inode', 'born')";
